"""The stacks of snippets/, applied against the simulated AWS as one configuration.

All of them are child modules of one root, so that Terraform and the provider start once and what
takes a minute, such as a load balancer, takes it for all of them at the same time.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from support.oracles import terraform_cli
from support.paths import SNIPPETS
from support.simulated_aws import CREDENTIALS, simulated_aws

from ecsnet.cli import main

STACKS = sorted(path.name for path in (SNIPPETS / "stacks").iterdir())
MIGRATIONS = sorted(path.name for path in (SNIPPETS / "migrations").iterdir())

#: What the provider of the mirrors (5.100.0) does not know, by stack. These are validated against
#: the schema of the committed provider with all other snippets, and applied without it.
NEWER = {
    "fargate-blue-green": "deployment_configuration and advanced_configuration: 6.4.0",
    "managed-instances-awsvpc": "managed_instances_provider and MANAGED_INSTANCES: 6.15.0",
}


@dataclass(frozen=True)
class Variant:
    """A stack with other values than its defaults, or with a mistake in it.

    Attributes:
        stack: the name of the stack, or the folder of another configuration in snippets/.
        arguments: what is written in its module block.
        mistake: a file of the stack, a text that stands once in it, and what replaces the text.
        without: a file of the stack and the first words of a block, or the name of an argument of
            one line, that is taken out of it.
    """

    stack: str
    arguments: Mapping[str, str] = field(default_factory=dict)
    mistake: tuple[str, str, str] | None = None
    without: tuple[tuple[str, str], ...] = ()

    def write(self, directory: Path) -> None:
        """Write its files into a directory, instead of what is there."""
        folder = self.stack if "/" in self.stack else f"stacks/{self.stack}"
        shutil.rmtree(directory, ignore_errors=True)
        shutil.copytree(SNIPPETS / folder, directory)
        if self.mistake:
            file, right, wrong = self.mistake
            text = (directory / file).read_text(encoding="utf-8")
            assert text.count(right) == 1, f"{right!r} stands {text.count(right)} times in {file}"
            (directory / file).write_text(text.replace(right, wrong), encoding="utf-8")
        for file, block in self.without:
            text = (directory / file).read_text(encoding="utf-8")
            (directory / file).write_text(_without(text, block), encoding="utf-8")


#: The only places of the Managed Instances stack where they are named. Without them, its tasks are
#: for EC2, and everything around the capacity provider is as it was.
_MANAGED_INSTANCES = (
    ("capacity_provider.tf", 'resource "aws_ecs_capacity_provider" "main"'),
    ("main.tf", "requires_compatibilities"),
    ("main.tf", "capacity_provider_strategy"),
)

#: What is applied, by the name of the module.
SOUND = {stack: Variant(stack) for stack in STACKS if stack not in NEWER}
SOUND |= {name: Variant(f"migrations/{name}/before") for name in MIGRATIONS}
SOUND |= {
    "endpoints": Variant(
        "fargate-awsvpc-alb",
        {
            "name": '"endpoints"',
            "egress": '"endpoints"',
            "image": '"123456789012.dkr.ecr.us-east-1.amazonaws.com/web:1.0"',
        },
    ),
    "blue-green-without-strategy": Variant(
        "fargate-blue-green",
        {"test_cidrs": '["203.0.113.10/32"]'},
        without=(("main.tf", "deployment_configuration"), ("main.tf", "advanced_configuration")),
    ),
    "without-managed-instances": Variant("managed-instances-awsvpc", without=_MANAGED_INSTANCES),
    "external-three": Variant("external-bridge", {"name": '"external-three"', "instances": "3"}),
}

#: What the tests that read the account back have to notice.
MISTAKES = {
    "wrong-target-type": Variant(
        "fargate-awsvpc-alb",
        {"name": '"wrong-target-type"'},
        ("load_balancer.tf", '= "ip"', '= "instance"'),
    ),
    "closed-security-group": Variant(
        "fargate-awsvpc-alb",
        {"name": '"closed-group"'},
        (
            "load_balancer.tf",
            "security_group_id            = aws_security_group.task.id\n  referenced",
            "security_group_id            = aws_security_group.alb.id\n  referenced",
        ),
    ),
    # The range of the API reference, for a kernel without ip_local_port_range.
    "narrow-port-range": Variant(
        "ec2-bridge-dynamic-alb",
        {"name": '"narrow-port-range"'},
        ("load_balancer.tf", "from = 32768", "from = 49153"),
    ),
    "two-weights": Variant(
        "fargate-blue-green",
        {"name": '"two-weights"', "test_cidrs": '["0.0.0.0/0"]'},
        ("load_balancer.tf", "weight = 0", "weight = 100"),
        without=(("main.tf", "deployment_configuration"), ("main.tf", "advanced_configuration")),
    ),
    "closed-proxies": Variant(
        "ec2-bridge-service-connect",
        {"name": '"closed-proxies"'},
        ("proxy_role.tf", '":task-set/"', '":cluster/"'),
        without=(
            (
                "security_groups.tf",
                'resource "aws_vpc_security_group_ingress_rule" "instance_proxies"',
            ),
        ),
    ),
    "closed-file-system": Variant(
        "ec2-none-batch",
        {"name": '"closed-file-system"'},
        without=(
            (
                "file_system.tf",
                'resource "aws_vpc_security_group_ingress_rule" "file_system_instance"',
            ),
        ),
    ),
    "static-host-port": Variant(
        "windows-default",
        {"name": '"static-host-port"'},
        ("main.tf", "hostPort = 0", "hostPort = 8080"),
    ),
    "no-task-eni": Variant(
        "windows-awsvpc",
        {"name": '"no-task-eni"'},
        ("instances.tf", "-EnableTaskENI ", ""),
    ),
    "no-rule-for-a-call": Variant(
        "fargate-service-connect",
        {"name": '"no-rule-for-a-call"'},
        ("security_groups.tf", 'web_api = ["web", "api"]', 'web_api = ["web", "web"]'),
    ),
    "role-of-another-name": Variant(
        "managed-instances-awsvpc",
        {"name": '"role-of-another-name"'},
        ("capacity_provider.tf", '"ecsInstanceRole-${var.name}"', '"${var.name}-instance"'),
        without=_MANAGED_INSTANCES,
    ),
    "external-as-ec2": Variant(
        "external-bridge",
        {"name": '"external-as-ec2"'},
        ("registration.tf", '"ssm.amazonaws.com"', '"ec2.amazonaws.com"'),
    ),
}


@dataclass(frozen=True)
class Run:
    """A command of Terraform: its arguments, exit status, duration in seconds and output."""

    arguments: tuple[str, ...]
    status: int
    seconds: float
    output: str

    @property
    def messages(self) -> Sequence[Mapping[str, Any]]:
        """What a command with ``-json`` says, a message on each line."""
        # Notes on the development override stand before it.
        return [json.loads(line) for line in self.output.splitlines() if line.startswith("{")]

    @property
    def says(self) -> str:
        """The line that counts what was done, or the whole output when there is none."""
        counts = ("Apply complete!", "Destroy complete!", "No changes.", "Plan:")
        said = self.output.splitlines()
        if "-json" in self.arguments:
            said = [message["@message"] for message in self.messages]
        lines = [line for line in said if line.startswith(counts)]
        return lines[-1] if lines and self.status in (0, 2) else self.output


@dataclass
class Workplace:
    """A root module with the stacks as its child modules, and the server that it is applied to."""

    directory: Path
    address: str

    def terraform(self, *arguments: str) -> Run:
        provider = terraform_cli.mirror().directory.resolve().as_posix()
        override = terraform_cli.OVERRIDE.format(directory=provider)
        environment = terraform_cli.environment(self.directory, override)
        environment = {k: v for k, v in environment.items() if not k.startswith("AWS_")}
        started = time.monotonic()
        done = subprocess.run(
            [terraform_cli.binary(), *arguments, "-no-color"],
            cwd=self.directory,
            env=environment | CREDENTIALS | {"AWS_ENDPOINT_URL": self.address},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return Run(arguments, done.returncode, time.monotonic() - started, done.stdout)

    def run(self, *arguments: str) -> Run:
        """A command that has to succeed."""
        done = self.terraform(*arguments)
        print(f"terraform {' '.join(arguments)}: {done.says} ({done.seconds:.0f} s)")
        # 2: what `plan -detailed-exitcode` gives when there is something to change
        assert done.status in (0, 2), done.output
        return done

    def json(self, *arguments: str) -> Any:
        """What ``terraform show`` gives as JSON."""
        run = self.terraform("show", "-json", *arguments)
        if run.status:
            raise AssertionError(run.output)
        # Notes on the development override stand before it.
        return json.loads(run.output[run.output.index("{") :])


@dataclass(frozen=True)
class Applied:
    """An account with the stacks in it.

    Attributes:
        place: where Terraform applied it.
        plan: the second plan as JSON; its ``prior_state`` is what was applied.
        findings: what ``ecsnet check`` says of the plan, nothing when it finds nothing.
    """

    place: Workplace
    plan: Mapping[str, Any]
    findings: str

    @property
    def address(self) -> str:
        """That of the simulated AWS."""
        return self.place.address

    def resource(self, module: str, address: str) -> Mapping[str, Any]:
        """The values of a resource, such as ``aws_ecs_service.web``, of a module."""
        modules = self.plan["prior_state"]["values"]["root_module"]["child_modules"]
        (resources,) = (
            each["resources"] for each in modules if each["address"] == f"module.{module}"
        )
        (found,) = (each for each in resources if each["address"] == f"module.{module}.{address}")
        return found["values"]

    def outputs(self, module: str) -> Mapping[str, Any]:
        """The outputs of a module by name, sensitive ones included."""
        return self.plan["prior_state"]["values"]["outputs"][module]["value"]

    def values_of(self, module: str) -> Callable[..., Any]:
        """A function from the address of a resource of a module, and the name of a value of it
        (``id`` unless another is named), to the value."""

        def value(address: str, name: str = "id") -> Any:
            return self.resource(module, address)[name]

        return value

    def waits_for(self, module: str, address: str) -> Collection[str]:
        """What the ``depends_on`` of a resource names."""
        return self._written(module, address).get("depends_on", ())

    def arguments(self, module: str, address: str) -> Collection[str]:
        """The names of the arguments and blocks that a resource has in its file."""
        return self._written(module, address)["expressions"]

    def _written(self, module: str, address: str) -> Mapping[str, Any]:
        root = self.plan["configuration"]["root_module"]
        resources = root["module_calls"][module]["module"]["resources"]
        (found,) = (each for each in resources if each["address"] == address)
        return found


def findings(plan: Mapping[str, Any], directory: Path) -> str:
    """What ``ecsnet check`` prints for a plan."""
    file = directory / "plan.json"
    file.write_text(json.dumps(plan), encoding="utf-8")
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        main(["check", str(file)])
    return said.getvalue()


def _without(text: str, block: str) -> str:
    """A file without its only block of a name, down to the brace that closes it, or without its
    only argument of that name."""
    one = rf"\n( *){block} +(?:=.*\n|\{{.*\n(?:.*\n)*?\1\}}\n)"
    shorter, taken = re.subn(one, "\n", text)
    assert taken == 1, f"{block} stands {taken} times"
    return shorter


@contextmanager
def workplace(directory: Path, modules: Mapping[str, Variant]) -> Iterator[Workplace]:
    """A root module in an empty directory, with a server of its own.

    Raises:
        terraform_cli.Unavailable: there is no Terraform, or no provider.
    """
    terraform_cli.mirror()
    root = []
    for name, variant in modules.items():
        variant.write(directory / name)
        lines = [f'  source = "./{name}"']
        lines += [f"  {argument} = {value}" for argument, value in variant.arguments.items()]
        root.append("\n".join([f'module "{name}" {{', *lines, "}"]))
        # Sensitive, because Terraform refuses an output of a module that has a sensitive one.
        root.append(f'output "{name}" {{\n  value = module.{name}\n  sensitive = true\n}}')
    (directory / "main.tf").write_text("\n".join(root) + "\n", encoding="utf-8")
    with simulated_aws() as address:
        place = Workplace(directory, address)
        get = place.terraform("get")
        if get.status:
            raise AssertionError(get.output)
        yield place
