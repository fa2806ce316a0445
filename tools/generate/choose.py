"""The decision table: for each place and need, the mode to take."""

from ecsnet.facts import facts
from tools.generate import stacks
from tools.generate.chooser import place_anchor, section_of
from tools.generate.markdown import aside, links, mark, mode_link, section, table, words


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
            taken = [
                mode_link(choice.mode, language),
                mark("yes" if choice.met else "conditional", ui[answer]),
                f"[{ui['example']}]({section_of(choice.start)})",
            ]
            if choice.stack:
                taken.append(stacks.link_to(choice.stack, language))
            evidence = aside(links(choice.evidence, language), language)
            rows.append([text[language], "<br>".join(taken), choice.reason[language] + evidence])
        anchor = place_anchor(place)
        # Open, so that nothing is hidden where no script runs; choose.js folds it.
        body = f'<details class="fold" open markdown>\n<summary>{ui["by_need"]}</summary>\n\n'
        folded = f"{body}{table(header, rows)}\n</details>\n"
        parts.append(section(title[language], anchor, folded))
    return "\n".join(parts)
