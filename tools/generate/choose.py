"""The decision table: for each place and need, the mode to take."""

from ecsnet.facts import facts
from tools.generate.markdown import MODE_PAGES, aside, links, mark, mode_link, section, table, words


def table_of_choices(language: str) -> str:
    """One table a place: each need, the one recommendation, why, and the snippet to begin with."""
    ui, choices = words(language), facts().choices
    header = [ui["need"], ui["recommendation"], ui["why"]]
    parts = []
    for place, title in choices.places.items():
        rows = []
        for need, text in choices.needs.items():
            choice = choices.cells[place][need]
            answer = "met" if choice.met else "unmet"
            page = f"modes/{MODE_PAGES[choice.mode]}.md#terraform"
            taken = [
                mode_link(choice.mode, language),
                mark("yes" if choice.met else "conditional", ui[answer]),
                f"[`{choice.start}`]({page})",
            ]
            evidence = aside(links(choice.evidence, language), language)
            rows.append([text[language], "<br>".join(taken), choice.reason[language] + evidence])
        anchor = f"place-{place.replace('_', '-')}"
        parts.append(section(title[language], anchor, table(header, rows)))
    return "\n".join(parts)
