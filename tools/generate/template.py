"""Fills the templates of the entries in templates/*.md.jinja."""

from functools import partial

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tools import ROOT
from tools.generate.markdown import aside, links, words

_ENVIRONMENT = Environment(
    loader=FileSystemLoader(ROOT / "tools/generate/templates"),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    # Jinja's own `{#` is how Markdown gives a heading its id.
    comment_start_string="<%#",
    comment_end_string="#%>",
)


def render(name: str, language: str, **values: object) -> str:
    """Fill a template; raises ``jinja2.UndefinedError`` where it names what it is not given.

    Every template has ``language``, the ``words`` of the pages in it, and the functions ``aside``
    and ``links`` of the Markdown module for it.
    """
    return _ENVIRONMENT.get_template(f"{name}.md.jinja").render(
        values,
        language=language,
        words=words(language),
        aside=partial(aside, language=language),
        links=partial(links, language=language),
    )
