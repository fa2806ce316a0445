"""The chooser and the calculator in a browser, in both languages."""

import pytest
from playwright.sync_api import Page, expect
from support.site import Open, browsing

from ecsnet.choose import Question, decide
from ecsnet.facts import facts
from tools.site import LANGUAGES

pytestmark = browsing

every_language = pytest.mark.parametrize("language", LANGUAGES)

PLACES, NEEDS = facts().chooser.places, facts().chooser.needs


def words(key: str, language: str, **values: object) -> str:
    return facts().words.chooser[key][language].format(**values)


def query(question: Question) -> str:
    said = [("on", PLACES[question.place].slug)]
    said += [("need", NEEDS[need].slug) for need in question.needs]
    said += [("n", str(question.tasks))] if question.tasks else []
    said += [("type", question.type)] if question.type else []
    return "&".join(f"{key}={value}" for key, value in said)


def shown_mode(page: Page) -> str | None:
    return page.locator(".chooser [role=status] .mode").text_content()


@every_language
@pytest.mark.parametrize("width", [360, 1280])
def test_ec2_behind_an_alb_with_forty_tasks_takes_four_steps(
    private: Open, language: str, width: int
) -> None:
    visit = private(scheme="dark" if width == 360 else "light", width=width)
    page = visit.page
    visit.go(f"{LANGUAGES[language]}choose/")
    page.locator(".chooser [name=on][value=ec2]").check()
    page.locator(".chooser [name=need][value=alb]").check()
    page.locator(".chooser [name=n]").fill("40")
    page.locator(".chooser [name=type]").fill("m5.xlarge")
    expect(page.locator(".chooser .mode")).to_have_text("bridge")
    expect(page.locator(".chooser .bars li")).to_contain_text(
        ["3 / 40", "20 / 40", words("unlimited", language)]
    )
    why = page.locator(".chooser .out > ul > li")
    expect(why.first).to_contain_text(words("holds_most", language, type="m5.xlarge", count=20))
    assert why.locator(".ev a").count() > 3
    page.wait_for_url("**/choose/?on=ec2&need=alb&n=40&type=m5.xlarge")
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    assert visit.complaints == []


ASKED = (
    Question(place="fargate", needs=("no_network",)),
    Question(place="ec2_linux", needs=("load_balancer",), tasks=40, type="m5.2xlarge"),
    Question(place="ec2_windows", needs=("load_balancer", "public_ip"), tasks=10),
    Question(place="managed_instances", needs=("service_connect",), tasks=40, type="zz9.large"),
    Question(place="external_linux", needs=("load_balancer", "a_records")),
    Question(place="external_windows", needs=("own_address",)),
)


@every_language
def test_an_address_brings_its_answer(private: Open, language: str) -> None:
    visit = private()
    page = visit.page
    for question in ASKED:
        visit.go(f"{LANGUAGES[language]}choose/?{query(question)}")
        answer = decide(question)
        name = words("trunked", language) if answer.trunking else answer.mode
        expect(page.locator(".chooser .mode")).to_have_text(name)
        said = page.locator(".chooser [role=status]").text_content()
        assert said is not None
        assert said.startswith(words(f"met_{answer.met}", language, mode=answer.mode))
        out = page.locator(".chooser .out > ul > li > strong").all_text_contents()
        assert out == [each.mode for each in answer.out]
        asked = [PLACES[question.place], *(NEEDS[need] for need in question.needs)]
        topics = {visit.site + LANGUAGES[language] + each.topic for each in asked if each.topic}
        links = page.locator(".chooser a").evaluate_all("(all) => all.map((a) => a.href)")
        assert topics <= set(links)
    assert visit.complaints == []


@every_language
def test_every_link_of_an_answer_leads_somewhere(private: Open, language: str) -> None:
    visit = private()
    page = visit.page
    links: set[str] = set()
    for question in ASKED:
        visit.go(f"{LANGUAGES[language]}choose/?{query(question)}")
        page.locator(".chooser .next").wait_for()
        links |= set(page.locator(".chooser a").evaluate_all("(all) => all.map((a) => a.href)"))
    pages: dict[str, set[str]] = {}
    for link in sorted(links):
        path, _, anchor = link.removeprefix(visit.site).partition("#")
        assert path.startswith("en/") == (language == "en")
        if path not in pages:
            assert visit.go(path) == 200
            pages[path] = set(
                page.locator("[id]").evaluate_all("(all) => all.map((each) => each.id)")
            )
        assert not anchor or anchor in pages[path], link
    assert any("terraform-ec2" in link for link in links)
    assert any("/rules/" in link for link in links)


HOLE = """() => {
  const form = document.querySelector(".chooser .asked > div");
  const { bottom } = form.getBoundingClientRect();
  const space = parseFloat(getComputedStyle(form.parentElement).paddingBottom);
  return document.querySelector(".chooser .reasons").getBoundingClientRect().top - bottom - space;
}"""
# The form as low as the header, when half of what is beside it has been scrolled by.
BELOW_THE_HEADER = """(hole) => {
  scrollTo(0, 0);
  const box = document.querySelector(".chooser").getBoundingClientRect();
  const header = document.querySelector(".md-header").getBoundingClientRect();
  scrollTo(0, box.top - header.bottom + hole / 2);
  const asked = document.querySelector(".chooser .asked > div");
  const space = parseFloat(getComputedStyle(asked.parentElement).paddingTop);
  const { bottom } = document.querySelector(".md-header").getBoundingClientRect();
  return Math.abs(asked.getBoundingClientRect().top - space - bottom);
}"""
# How far the form reaches into what stands below both columns, or, on a phone, into the answer.
COVERED = """() => {
  const [asked, ...rest] = [".asked > div", ".answer", ".reasons"].map((part) => {
    const box = document.querySelector(`.chooser ${part}`);
    box.scrollIntoView();
    return box;
  });
  const form = asked.getBoundingClientRect();
  return Math.max(...rest.map((one) => one.getBoundingClientRect()).map((box) =>
    Math.min(form.right, box.right) - Math.max(form.left, box.left) > 0
      ? Math.min(form.bottom, box.bottom) - Math.max(form.top, box.top) : 0));
}"""


@every_language
@pytest.mark.parametrize("width", [768, 1280])
def test_an_answer_leaves_no_hole_beside_it(private: Open, language: str, width: int) -> None:
    visit = private(width=width)
    page = visit.page
    for path in ("", "choose/"):
        for question in ASKED:
            visit.go(f"{LANGUAGES[language]}{path}?{query(question)}")
            page.locator(".chooser .next").wait_for()
            hole = page.evaluate(HOLE)
            assert hole < 200, (path, question, hole)
            if hole > 10:
                assert page.evaluate(BELOW_THE_HEADER, hole) < 3, (path, question)


@every_language
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_form_never_lies_on_its_answer(private: Open, language: str, width: int) -> None:
    visit = private(width=width)
    page = visit.page
    page.set_viewport_size({"width": width, "height": 600})
    for path in ("", "choose/"):
        visit.go(f"{LANGUAGES[language]}{path}?{query(ASKED[0])}")
        page.locator(".chooser .next").wait_for()
        assert page.evaluate(COVERED) <= 0, path


@every_language
def test_a_type_without_data_is_not_guessed(private: Open, language: str) -> None:
    visit = private()
    visit.go(f"{LANGUAGES[language]}choose/?on=ec2&n=40&type=%3Cimg src=x%3E.large")
    detail = visit.page.locator(".chooser .detail")
    expect(detail).to_contain_text(words("no_data", language, type="<img src=x>.large"))
    expect(detail.locator(".bars li").first).to_contain_text(words("unknown", language))
    assert visit.page.locator("article img").count() == 0
    assert visit.complaints == []


@every_language
def test_the_keyboard_asks_and_clears(private: Open, language: str) -> None:
    visit = private()
    page = visit.page
    visit.go(f"{LANGUAGES[language]}choose/")
    page.locator(".chooser [name=on]").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".chooser .mode")).to_have_text("awsvpc")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.wait_for_url("**/choose/?on=ec2&need=alb")
    ring = "getComputedStyle(document.activeElement.nextElementSibling).outlineStyle"
    assert page.evaluate(ring) == "solid"
    page.locator(".chooser [type=reset]").press("Enter")
    expect(page.locator(".chooser [role=status]")).to_have_text(words("empty", language))
    page.wait_for_url("**/choose/")


@every_language
def test_a_failure_to_load_is_said_and_tried_again(private: Open, language: str) -> None:
    visit = private()
    page = visit.page
    page.route("**/data/choose-*.json", lambda route: route.abort())
    visit.go(f"{LANGUAGES[language]}choose/")
    page.locator(".chooser [name=on]").first.check()
    status = page.locator(".chooser [role=status]")
    expect(status).to_have_text(words("failed", language))
    page.unroute("**/data/choose-*.json")
    page.locator(".chooser [name=n]").fill("3")
    expect(page.locator(".chooser .mode")).to_have_text("awsvpc")


@every_language
def test_the_calculator_says_what_runs_out_first(private: Open, language: str) -> None:
    visit = private()
    page = visit.page
    visit.go(f"{LANGUAGES[language]}trunking/")
    status = page.locator(".calculator [role=status]")
    page.locator(".calculator [name=type]").fill("M5.xlarge")
    page.locator(".calculator [name=trunking]").check()
    expect(status).to_have_text(words("fits", language, peak=80))
    expect(page.locator(".calculator dd")).to_have_text(["20", "2", "80", "4", "88", "502"])
    page.locator(".calculator [name=instances]").fill("2")
    expect(status).to_have_text(words("first_enis", language, most=40, peak=80))
    page.locator(".calculator [name=instances]").fill("")
    page.locator(".calculator [name=prefix]").select_option("27")
    expect(status).to_have_text(words("first_addresses", language, most=46, peak=80))
    page.wait_for_url("**/trunking/?type=M5.xlarge&prefix=27&trunking=on")
    page.locator(".calculator [name=type]").fill("m7i.large")
    expect(status).to_have_text(words("no_number", language, type="m7i.large"))
    page.locator(".calculator [name=type]").fill("t3.large")
    expect(page.locator(".calculator .detail")).to_contain_text(
        words("not_supported", language, type="t3.large")
    )
    assert visit.complaints == []


def test_both_tools_have_the_type_that_is_entered(private: Open) -> None:
    visit = private()
    page = visit.page
    visit.go("choose/?on=ec2&type=m5.large")
    page.locator(".calculator [name=tasks]").fill("10")
    expect(page.locator(".calculator dd").first).to_have_text("2")
    assert page.locator(".calculator [name=type]").input_value() == "m5.large"
    page.locator(".chooser [name=type]").fill("m5.xlarge")
    expect(page.locator(".calculator dd").first).to_have_text("3")
    page.wait_for_url("**/choose/?*tasks=10*")
    assert "type=m5.xlarge" in visit.path


TABLES = "details.fold table"


@every_language
def test_the_tables_are_folded_until_they_are_wanted(private: Open, language: str) -> None:
    visit = private()
    page = visit.page
    visit.go(f"{LANGUAGES[language]}choose/")
    assert page.locator(TABLES).count() == len(PLACES)
    assert page.locator(TABLES).first.is_hidden()
    page.goto("about:blank")
    visit.go(f"{LANGUAGES[language]}choose/#place-ec2-windows")
    assert [table.is_visible() for table in page.locator(TABLES).all()].count(True) == 1
    heading = page.locator("#place-ec2-windows").bounding_box()
    assert heading is not None
    assert 0 <= heading["y"] < 800
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert all(table.is_visible() for table in page.locator(TABLES).all())


@every_language
def test_without_scripts_the_tables_are_there(private: Open, language: str) -> None:
    visit = private(scripts=False)
    plain = visit.page
    visit.go(f"{LANGUAGES[language]}choose/")
    assert not plain.locator("form.tool").first.is_visible()
    assert plain.locator("noscript").first.is_visible()
    rows = plain.locator("details.fold tbody tr")
    assert rows.count() == len(PLACES) * len(facts().choices.needs)
    assert all(table.is_visible() for table in plain.locator(TABLES).all())
