"""The table of Terraform's functions: those that are evaluated, and those that are not."""

from collections.abc import Iterable

from ecsnet.terraform.functions import SUBJECTS
from ecsnet.terraform.texts import READING
from tools.generate.markdown import table, words

# What differs from run to run or needs a secret, what is read of files for their hash alone, what
# writes YAML, and what says how a value came to be.
UNREAD = (
    *("base64gzip", "bcrypt", "filebase64sha256", "filebase64sha512", "filemd5", "fileset"),
    *("filesha1", "filesha256", "filesha512", "issensitive", "pathexpand", "plantimestamp"),
    *("rsadecrypt", "timestamp", "uuid", "yamlencode"),
)
READ: dict[str, Iterable[str]] = {
    **SUBJECTS,
    "files": READING,
    "errors": ("can", "try"),
}


def overview(language: str) -> str:
    """One row for each subject, and one for what is not evaluated."""
    ui = words(language)
    rows = [[ui[f"functions_{subject}"], _listed(names)] for subject, names in READ.items()]
    header = [ui["functions_subject"], ui["functions"]]
    return table(header, [*rows, [ui["functions_unread"], _listed(UNREAD)]])


def _listed(names: Iterable[str]) -> str:
    return " ".join(f"`{name}`" for name in sorted(names))
