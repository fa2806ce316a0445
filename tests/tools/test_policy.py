"""The policy of the site: what it allows, and that the live preview passes it."""

import re
from pathlib import Path

from support.paths import ROOT

from tools.site import policy
from tools.site.serve import Server

PAGE = "<html><head>{}</head><body>Text</body></html>"


def test_nothing_is_allowed_but_what_is_named() -> None:
    directives = policy.directives()
    assert directives["default-src"] == ("'none'",)
    allowed = {source for sources in directives.values() for source in sources}
    hashes = {source for source in allowed if source.startswith("'sha256-")}
    assert allowed - hashes == {"'none'", "'self'", "data:"}
    assert len(hashes) == 1


def test_a_script_is_named_as_browsers_name_it() -> None:
    # The example of the specification, https://www.w3.org/TR/CSP3/#grammardef-hash-source
    expected = "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
    assert policy.digest("alert('Hello, world.');") == expected


def test_contributing_names_the_policy_for_headers() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    without_hash = re.sub(r" 'sha256-[^']+'", "", policy.text())
    assert without_hash.replace("script-src 'self'", "script-src 'self' 'sha256-…'") in text


def test_no_template_needs_more_than_the_policy_allows() -> None:
    parts = [*(ROOT / "theme").rglob("*.html"), *(ROOT / "tools/generate").rglob("*.jinja")]
    for file in [*parts, *(ROOT / "tools/generate").rglob("*.svg")]:
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"""<[^>]*\s(style|on[a-z]+)=|<style|javascript:""", text), file
        if file != policy.INLINE:
            assert not policy.SCRIPT.search(text), file


def test_the_live_preview_lets_its_script_pass() -> None:
    page = PAGE.format(policy.partial().splitlines()[-1]).encode()
    served = Server._inject_js_into_html(object.__new__(Server), page, 1).decode()
    script = served.rpartition("<script>")[2].partition("</script>")[0]
    assert "livereload(1," in script
    assert f"script-src {policy.digest(script)} 'self'" in served


def test_the_partial_is_that_of_the_theme() -> None:
    partial = Path("theme/partials/policy.html")
    assert (ROOT / partial).read_text(encoding="utf-8") == policy.partial()
    assert partial.name in (ROOT / "theme/main.html").read_text(encoding="utf-8")
