"""Every answer of the chooser holds against the matrix, the decision table and the rules."""

from dataclasses import replace
from functools import cache

import pytest
from support.choosing import NEEDS, PLACES, questions, subsets

from ecsnet import check_text
from ecsnet.choose import Answer, Bar, Out, Question, decide, limits
from ecsnet.facts import MODES, facts

NOT_THERE = {
    "external_linux": {"load_balancer", "a_records", "service_connect"},
    "external_windows": {"load_balancer", "a_records", "service_connect"},
    "ec2_windows": {"service_connect"},
}
ROWS = {"own_address", "host_network", "public_ip", "no_network"}


def value(need: str, mode: str) -> str | None:
    return facts().modes.value(facts().chooser.needs[need].property, mode)


def runs(mode: str, place: str) -> bool:
    """Whether the matrix lets a mode run in a place; `default` is Windows, most others Linux."""
    launch_type = place if place in facts().compatibility.launch_types else "external"
    systems = {"default": "windows", "awsvpc": "both"}.get(mode, "linux")
    system = "windows" if place.endswith("windows") else "linux"
    supported = facts().compatibility.value(mode, launch_type) in ("yes", "required")
    return supported and systems in (system, "both")


def fails(question: Question, mode: str, by: str) -> bool:
    """Whether a mode fails by this, straight from the matrix and the figures."""
    if by == "place":
        return not runs(mode, question.place)
    if by == "tasks":
        if question.place == "fargate" or question.tasks is None or question.tasks < 2:
            return False
        if mode == "host":
            return True
        known = limits().get(question.type or "")
        if mode != "awsvpc" or known is None:
            return False
        trunks = question.place in ("ec2_linux", "managed_instances")
        most = known.bare if not trunks or known.trunked is False else known.trunked
        return question.tasks > known.bare and most is not None and question.tasks > most
    if by in NOT_THERE.get(question.place, ()):
        return True
    need = facts().chooser.needs[by]
    accepted = {*need.values, *need.at.get(question.place, ()), "unconfirmed"}
    return value(by, mode) not in accepted


def doubtful(question: Question, mode: str, by: str) -> bool:
    """Whether a need was asked that is not confirmed for a mode."""
    if by not in question.needs:
        return False
    unsettled = question.place == "managed_instances" and by == "service_connect"
    return unsettled or value(by, mode) in (None, "unconfirmed")


def bars(question: Question, mode: str, by: str) -> bool:
    """Whether this keeps a mode from being one that works."""
    return fails(question, mode, by) or doubtful(question, mode, by)


def problems(question: Question, answer: Answer) -> list[str]:
    """What is wrong with an answer."""
    found = []
    if not runs(answer.mode, question.place):
        found.append(f"{answer.mode} does not run there")
    asked = [*question.needs, "tasks"]
    failed = tuple(by for by in asked if fails(question, answer.mode, by))
    if answer.unmet != failed:
        found.append(f"fails {failed}")
    if (answer.met == "no") != bool(failed):
        found.append(f"met is {answer.met}")
    if answer.met == "unconfirmed" and not answer.unconfirmed:
        found.append("nothing is unconfirmed")
    named = [answer.mode, *answer.also, *(out.mode for out in answer.out)]
    if sorted(named) != sorted(MODES):
        found.append(f"names {named}")
    for out in answer.out:
        found += [
            f"{out.mode} does not fail by {by}" for by in out.by if not bars(question, out.mode, by)
        ]
    for mode in answer.also:
        found += [f"{mode} fails by {by}" for by in ["place", *asked] if bars(question, mode, by)]
    if answer.met == "no" and answer.also:
        found.append(f"{answer.also} would do")
    if facts().choices.cells[question.place][answer.row].mode != answer.mode:
        found.append(f"the row {answer.row} is not about {answer.mode}")
    return found


def test_every_answer_holds_against_the_matrix() -> None:
    asked = list(questions())
    wrong = {question: said for question in asked if (said := problems(question, decide(question)))}
    assert wrong == {}
    assert {(q.place, q.needs) for q in asked} == {
        (place, needs) for place in PLACES for needs in subsets(NEEDS, len(NEEDS))
    }


ASKED = Question(place="ec2_linux", needs=("load_balancer",), tasks=40, type="m5.xlarge")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"mode": "default"}, "default does not run there"),
        ({"mode": "awsvpc"}, "fails ('tasks',)"),
        ({"met": "no"}, "met is no"),
        ({"met": "unconfirmed"}, "nothing is unconfirmed"),
        ({"out": ()}, "names ['bridge']"),
        ({"also": ("host",)}, "host fails by tasks"),
        ({"out": (Out("awsvpc", ("load_balancer",)),)}, "awsvpc does not fail by load_balancer"),
        ({"row": "own_address"}, "the row own_address is not about bridge"),
    ],
)
def test_a_wrong_answer_is_noticed(change: dict[str, object], said: str) -> None:
    assert problems(ASKED, decide(ASKED)) == []
    assert said in problems(ASKED, replace(decide(ASKED), **change))


def test_a_mode_with_an_open_question_is_not_said_to_work() -> None:
    answer = decide(Question(place="ec2_windows", needs=("load_balancer",)))
    assert (answer.mode, answer.met, answer.also) == ("awsvpc", "yes", ())
    assert Out("default", ("load_balancer",)) in answer.out


@pytest.mark.parametrize("place", PLACES)
def test_one_need_gets_what_the_decision_table_says(place: str) -> None:
    for row, choice in facts().choices.cells[place].items():
        needs = (row,) if row in ROWS else ()
        tasks = None if row in ROWS else 40
        answer = decide(Question(place=place, needs=needs, tasks=tasks))
        assert (answer.mode, answer.met == "yes") == (choice.mode, choice.met), row


def test_the_number_decides_between_modes() -> None:
    modes = {}
    for instance_type in ("m5.large", "m5.xlarge", "m5.2xlarge", None):
        answer = decide(replace(ASKED, type=instance_type))
        modes[instance_type] = (answer.mode, answer.trunking)
    assert modes == {
        "m5.large": ("bridge", False),
        "m5.xlarge": ("bridge", False),
        "m5.2xlarge": ("awsvpc", True),
        None: ("bridge", False),
    }
    assert decide(replace(ASKED, needs=("public_ip",))).types == ()
    assert decide(ASKED).types == ("c5.2xlarge", "c6i.2xlarge", "m5.2xlarge", "m6i.2xlarge")


def test_the_bars_say_what_is_known() -> None:
    assert decide(ASKED).bars == (
        Bar("awsvpc", 3),
        Bar("trunking", 20),
        Bar("bridge", "unlimited"),
    )
    holds = {
        (place, instance_type): [
            bar.holds for bar in decide(Question(place=place, type=instance_type)).bars
        ]
        for place, instance_type in (
            ("ec2_linux", "t3.large"),
            ("ec2_linux", "m7i.large"),
            ("ec2_windows", "m5.xlarge"),
            ("external_linux", "m5.xlarge"),
            ("fargate", "m5.xlarge"),
        )
    }
    assert list(holds.values()) == [
        [2, "unsupported", "unlimited"],
        [2, "unknown", "unlimited"],
        [3, "unsupported", "unlimited"],
        ["absent", "absent", "unlimited"],
        [],
    ]


# --- The rules ----------------------------------------------------------------------------------

LAUNCH = {
    "fargate": "FARGATE",
    "ec2_linux": "EC2",
    "ec2_windows": "EC2",
    "managed_instances": "MANAGED_INSTANCES",
    "external_linux": "EXTERNAL",
    "external_windows": "EXTERNAL",
}


@cache
def errors(place: str, mode: str, needs: tuple[str, ...]) -> tuple[str, ...]:
    """What the checker says of Terraform for an answer, written by what the matrix says."""
    none = mode == "none"
    target_type = facts().modes.value("target_type", mode)
    ports = "" if none else 'portMappings = [{ containerPort = 80, name = "web" }]'
    network = facts().modes.value("network_configuration", mode) == "required"
    launch = f'launch_type = "{LAUNCH[place]}"'
    if place == "managed_instances":
        launch = 'capacity_provider_strategy {\n capacity_provider = "mi"\n weight = 1\n}'
    balanced = "load_balancer {\n target_group_arn = aws_lb_target_group.web.arn\n"
    balanced += ' container_name = "web"\n container_port = 80\n}'
    public = place == "fargate" and "public_ip" in needs
    windows = place.endswith("windows")
    system = '"WINDOWS_SERVER_2022_CORE"\n cpu_architecture = "X86_64"' if windows else '"LINUX"'
    lines = [
        'resource "aws_ecs_task_definition" "web" {\n family = "web"',
        "" if mode == "default" else f'network_mode = "{mode}"',
        f'requires_compatibilities = ["{LAUNCH[place]}"]\n cpu = "1024"\n memory = "2048"',
        f"runtime_platform {{\n operating_system_family = {system}\n}}",
        'container_definitions = jsonencode([{ name = "web", image = "x", essential = true,',
        f' memory = 512, user = "1000", {ports} }}])\n}}',
        'resource "aws_ecs_service" "web" {\n name = "web"\n cluster = "c"\n desired_count = 1',
        f"task_definition = aws_ecs_task_definition.web.arn\n{launch}",
        'network_configuration {\n subnets = ["subnet-1"]' if network else "",
        " assign_public_ip = true" if public else "",
        "}" if network else "",
        balanced if "load_balancer" in needs else "",
        "service_registries {\n registry_arn = aws_service_discovery_service.web.arn\n}"
        if "a_records" in needs
        else "",
        'service_connect_configuration {\n enabled = true\n namespace = "n"\n}'
        if "service_connect" in needs
        else "",
        "}",
        'resource "aws_lb_target_group" "web" {\n port = 80\n protocol = "HTTP"\n vpc_id = "v"',
        f' target_type = "{"ip" if target_type == "ip" else "instance"}"\n}}',
        'resource "aws_service_discovery_service" "web" {\n name = "web"\n dns_config {',
        ' namespace_id = "n"\n dns_records {\n ttl = 10\n type = "A"\n }\n }\n}',
    ]
    result = check_text("\n".join(line for line in lines if line) + "\n", "main.tf")
    assert not result.problems
    return tuple(
        sorted({f.rule for f in result.findings if facts().rules[f.rule].level == "error"})
    )


def test_the_checker_accepts_every_answer_that_meets_all() -> None:
    accepted = set()
    for question in questions():
        answer = decide(question)
        if answer.met != "no":
            accepted.add((question.place, answer.mode, question.needs))
    refused = {key: said for key in sorted(accepted) if (said := errors(*key))}
    assert refused == {}
    assert len(accepted) > 100


# Needs that a rule decides by: the others are what a mode has, not what code sets.
RULED = ("load_balancer", "a_records", "service_connect")


def test_the_checker_refuses_what_a_need_or_a_place_rules_out() -> None:
    silent = set()
    for place in PLACES:
        for needs in subsets(RULED, len(RULED)):
            question = Question(place=place, needs=needs)
            for out in decide(question).out:
                # What is not confirmed is no mistake either.
                if any(doubtful(question, out.mode, by) for by in out.by):
                    continue
                # Code without a mode is bridge there, and no mistake.
                omitted = out.mode == "default" and not place.endswith("windows")
                if not omitted and not errors(place, out.mode, needs):
                    silent.add((place, out.mode, out.by))
    assert silent == set()
