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


# The checker's page: what its worker runs is compiled in the browser, and the worker is made of a
# text, so that it has the policy of the page.
WASM = "'wasm-unsafe-eval'"
WORKERS = "worker-src 'self' blob:"


def directives(*, wasm: bool = False) -> dict[str, tuple[str, ...]]:
    """What is allowed, by kind; ``wasm``: on the page with the checker."""
    scripts = SCRIPT.findall(INLINE.read_text(encoding="utf-8"))
    return {
        "default-src": ("'none'",),
        "script-src": ("'self'", *map(digest, scripts), *([WASM] if wasm else [])),
        "style-src": ("'self'",),
        # Material's style sheet has its icons in itself.
        "img-src": ("'self'", "data:"),
        "connect-src": ("'self'",),
        **({"worker-src": ("'self'", "blob:")} if wasm else {}),
        "base-uri": ("'none'",),
        "form-action": ("'none'",),
    }


def text(*, wasm: bool = False) -> str:
    """The policy in one line."""
    allowed = directives(wasm=wasm).items()
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in allowed)


def partial() -> str:
    """The partial of the theme that has the policy."""
    allowed = text(wasm=True).replace(f" {WASM}", "{{ wasm }}")
    allowed = allowed.replace(f"{WORKERS}; ", "{{ workers }}")
    return (
        "{#- `make generate` writes this file: tools/site/policy.py says what it allows. -#}\n"
        f'{{%- set wasm, workers = (" {WASM}", "{WORKERS}; ") if page and page.meta.wasm'
        ' else ("", "") %}\n'
        '<meta http-equiv="Content-Security-Policy"'
        f' content="{allowed}">\n'
    )
