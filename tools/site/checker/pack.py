"""What pack.mjs runs in Pyodide: from the sources in /sources to what a browser loads, in /target.

Everything is laid where the browser has it, because the tables name the files they were made of.
"""

import importlib
import os
import py_compile
import shutil
import sys
from pathlib import Path
from types import ModuleType

SOURCES = Path("/sources")
TARGET = Path("/target")
LAID = Path("/checker")
BAD = 'resource "aws_ecs_task_definition" "web" {\n  network_mode = "awsvpc"\n}\n'


def has_file(module: ModuleType) -> bool:
    return getattr(module, "__file__", None) is not None


shutil.copytree(SOURCES, LAID)
sys.path.insert(0, str(LAID))
# No cache of the user's own: the tables lie beside the parser.
os.environ["XDG_CACHE_HOME"] = "none"

import ecsnet  # noqa: E402

for module in sorted((LAID / "ecsnet").rglob("*.py")):
    if module.stem != "__main__":
        name = ".".join(module.relative_to(LAID).with_suffix("").parts)
        importlib.import_module(name.removesuffix(".__init__"))
assert ecsnet.check_text(BAD, "main.tf").files == 1
assert (LAID / "hcl2/.lark_cache.bin").stat().st_size > 0
importlib.import_module("in_page")
# Of the libraries what the checker imports: half of them is for what it does not do.
imported = {str(module.__file__) for module in list(sys.modules.values()) if has_file(module)}

for source in sorted(LAID.rglob("*")):
    if source.is_dir() or "__pycache__" in source.parts:
        continue
    if source.suffix == ".py" and str(source) not in imported:
        continue
    target = TARGET / source.relative_to(LAID)
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.suffix != ".py":
        shutil.copyfile(source, target)
        continue
    # Without docstrings, and without a time that would differ from build to build.
    py_compile.compile(
        str(source),
        cfile=str(target.with_suffix(".pyc")),
        dfile=str(source.relative_to(LAID)),
        doraise=True,
        optimize=2,
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )
