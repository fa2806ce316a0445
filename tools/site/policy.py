"""The Content-Security-Policy of the site: what its pages may load, and nothing else.

Each page has it in a meta element, so it holds wherever the site is served. The one inline script,
which has to run before anything is painted, is allowed by its hash: `make generate` writes it all
into a partial of the theme.
"""

import base64
import hashlib
import re

from tools import ROOT

# The script that restores the colour scheme.
INLINE = ROOT / "theme/partials/javascripts/base.html"
SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def digest(script: str) -> str:
    """An inline script, as a policy names it."""
    sha256 = hashlib.sha256(script.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(sha256).decode('ascii')}'"


def directives() -> dict[str, tuple[str, ...]]:
    """What is allowed, by kind."""
    scripts = SCRIPT.findall(INLINE.read_text(encoding="utf-8"))
    return {
        "default-src": ("'none'",),
        "script-src": ("'self'", *map(digest, scripts)),
        "style-src": ("'self'",),
        # Material's style sheet has its icons in itself.
        "img-src": ("'self'", "data:"),
        "connect-src": ("'self'",),
        "base-uri": ("'none'",),
        "form-action": ("'none'",),
    }


def text() -> str:
    """The policy in one line."""
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives().items())


def partial() -> str:
    """The partial of the theme that has the policy."""
    return (
        "{#- `make generate` writes this file: tools/site/policy.py says what it allows. -#}\n"
        f'<meta http-equiv="Content-Security-Policy" content="{text()}">\n'
    )
