"""``python -m ecsnet``."""

import sys

from ecsnet.cli import main

sys.exit(main())
