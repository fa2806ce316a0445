"""Container definitions: as JSON, as text, and those of which some are unknown."""

from pathlib import Path

from support.terraform import module

from ecsnet.model import all_items

CONTAINERS = """
resource "aws_ecs_task_definition" "web" {
  container_definitions = jsonencode([
    { name = "web", user = "root", portMappings = [
      { containerPort = "80", name = "http" }, { containerPort = 81, hostPort = "82" }, var.port
    ] },
    var.sidecar
  ])
  enable_fault_injection = true

  proxy_configuration {
    container_name = "envoy"
  }
}
"""


def test_a_list_says_when_something_in_it_could_not_be_read(tmp_path: Path) -> None:
    (task,) = module(tmp_path, CONTAINERS).task_definitions
    (web,) = task.containers.value
    assert all_items(task.containers) is None
    assert all_items(web.port_mappings) is None
    assert all_items(web.links) == ()
    assert [m.container_port.value for m in web.port_mappings.value] == [80, 81]
    assert [m.text.value for m in web.port_mappings.value] == ["80", "82"]
    assert web.port_mappings.value[0].name.value == "http"
    assert web.user.value == "root"
    assert (task.fault_injection.value, task.proxy_configuration.value) == (True, True)


def test_names_in_a_container_definition_are_read_in_any_case(tmp_path: Path) -> None:
    source = """
resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = <<-EOF
    [{"Name": "web", "MEMORY": 128, "PortMappings": [{"ContainerPort": 80, "hostport": 0}]}]
  EOF
}
"""
    (web,) = module(tmp_path, source).task_definitions
    (container,) = web.containers.value
    (mapping,) = container.port_mappings.value
    assert (container.name.value, container.memory.value) == ("web", 128)
    assert (mapping.container_port.value, mapping.host_port.value) == (80, 0)


def test_containers_in_a_quoted_string(tmp_path: Path) -> None:
    source = (
        'resource "aws_ecs_task_definition" "web" {\n'
        '  container_definitions = "[{\\"name\\": \\"web\\"}]"\n}\n'
    )
    (web,) = module(tmp_path, source).task_definitions
    assert [container.label for container in web.containers.value] == ["web"]


def test_containers_beside_unknown_ones_are_not_all(tmp_path: Path) -> None:
    source = """
variable "sidecars" {
}
resource "aws_ecs_task_definition" "web" {
  container_definitions = jsonencode(concat([{ name = "web" }], var.sidecars))
}
"""
    (web,) = module(tmp_path, source).task_definitions
    assert [container.label for container in web.containers.value] == ["web"]
    assert all_items(web.containers) is None
