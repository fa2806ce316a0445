"""AWS, simulated on the loopback interface: moto's server, and what it lacks for the stacks.

``python -m support.simulated_aws`` prints the address of the server as its only line and serves
until its standard input ends. Each addition below names the operation of AWS's API whose answer it
imitates, as botocore's model has it; CONTRIBUTING lists them as offers to moto. Written for
moto 5.2.5.
"""

from __future__ import annotations

import inspect
import json
import logging
import os
import secrets
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Lock
from typing import Any

import botocore.session
from botocore import xform_name
from botocore.client import BaseClient
from support.paths import ROOT

REGION = "us-east-1"

#: What Terraform and botocore need to turn to the simulation and to nothing else.
CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "simulated",
    "AWS_SECRET_ACCESS_KEY": "simulated",
    "AWS_REGION": REGION,
    "AWS_EC2_METADATA_DISABLED": "true",
    # What is not there is said at once, instead of after minutes of attempts.
    "AWS_MAX_ATTEMPTS": "2",
}


#: One of moto's images of Windows Server with containers; it has none that is ECS-optimized.
WINDOWS_AMI = "ami-bceb39c5"


@contextmanager
def simulated_aws() -> Iterator[str]:
    """The address of a server of its own with an empty account, stopped afterwards."""
    server = subprocess.Popen(
        [sys.executable, "-m", "support.simulated_aws"],
        cwd=ROOT,
        env=os.environ
        | {"PYTHONPATH": str(ROOT / "tests"), "MOTO_IAM_LOAD_MANAGED_POLICIES": "true"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdin is not None
    assert server.stdout is not None
    try:
        address = server.stdout.readline().strip()
        if not address:
            raise RuntimeError(f"the simulated AWS ended with exit status {server.wait()}")
        yield address
    finally:
        server.stdin.close()
        server.wait(timeout=30)
        server.stdout.close()


def client(address: str, service: str) -> BaseClient:
    """A client of botocore for a service of the simulation, such as ``ecs``."""
    return botocore.session.get_session().create_client(
        service,
        endpoint_url=address,
        region_name=REGION,
        aws_access_key_id=CREDENTIALS["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
    )


def main() -> None:
    from moto.server import ThreadedMotoServer

    answer_in_turn()
    extend_application_auto_scaling()
    extend_ecs()
    extend_ssm()
    know_windows()
    run_tasks_at_once()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    print(f"http://{host}:{port}", flush=True)
    sys.stdin.read()
    server.stop()


def answer_in_turn() -> None:
    """One request after the other, as moto's backends need it: they are written for one thread.

    With two at work, a loop over what the other adds to ends as status 500 after the change is
    made, and the client's next attempt is refused because of it (``InvalidGroup.Duplicate``).
    """
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication as Application

    answer, turn = Application.__call__, Lock()

    def in_turn(application: Application, *arguments: Any) -> Any:
        with turn:
            return answer(application, *arguments)

    Application.__call__ = in_turn


def extend_application_auto_scaling() -> None:
    """``ListTagsForResource``: no tags. The provider asks for them after each change."""
    from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse

    ApplicationAutoScalingResponse.list_tags_for_resource = lambda _: json.dumps({"Tags": {}})


def extend_ecs() -> None:
    """``PutAccountSettingDefault`` does what ``PutAccountSetting`` does for the only user there is,
    and names the principal in the answer as the shape ``Setting`` does: the root of the account.

    ``CreateService`` and ``RegisterTaskDefinition`` give back each member of the request that their
    shapes ``Service`` and ``TaskDefinition`` have. moto gives back those it names, and the second
    plan of Terraform would show the others as changes. They leave out ``networkConfiguration`` of a
    service that has none: moto gives an empty one, on which the provider fails.

    ``CreateService`` takes the launch type ``EXTERNAL`` of the enumeration ``LaunchType`` too.
    """
    from moto.ecs.models import EC2ContainerServiceBackend as Backend
    from moto.ecs.responses import EC2ContainerServiceResponse as Response

    def put_account_setting_default(response: Any) -> Any:
        answer = Response.put_account_setting(response)
        answer.result["setting"].principal_arn = f"arn:aws:iam::{response.current_account}:root"
        return answer

    created = Backend.create_service

    def create_service(*arguments: Any, **named: Any) -> Any:
        call = inspect.signature(created).bind(*arguments, **named)
        external = call.arguments.get("launch_type") == "EXTERNAL"
        if external:
            call.arguments["launch_type"] = "EC2"
        service = created(*call.args, **call.kwargs)
        if external:
            service.launch_type = "EXTERNAL"
            for deployment in service.deployments:
                deployment["launchType"] = "EXTERNAL"
        return service

    Backend.create_service = create_service
    Response.put_account_setting_default = put_account_setting_default
    Response.create_service = _given_back(Response.create_service, "service", "Service")
    Response.register_task_definition = _given_back(
        Response.register_task_definition, "taskDefinition", "TaskDefinition"
    )


def extend_ssm() -> None:
    """``CreateActivation``, ``DescribeActivations`` and ``DeleteActivation``, which moto lacks.

    What is asked for is given back as the shape ``Activation``, which has no code, with an
    expiration date a day later unless the request has one.
    """
    from moto.ssm.responses import SimpleSystemManagerResponse as Response

    activations: dict[str, dict[str, Any]] = {}

    def create(response: Any) -> str:
        asked = json.loads(response.body)
        identifier, now = str(uuid.uuid4()), time.time()
        activations[identifier] = {
            "RegistrationLimit": 1,
            "ExpirationDate": now + 24 * 60 * 60,
            "RegistrationsCount": 0,
            "Expired": False,
            "CreatedDate": now,
            **asked,
            "ActivationId": identifier,
        }
        return json.dumps({"ActivationId": identifier, "ActivationCode": secrets.token_hex(10)})

    def describe(response: Any) -> str:
        filters = json.loads(response.body).get("Filters", [])
        found = [
            activation
            for activation in activations.values()
            if all(
                # The keys are the members, the first of them in the plural.
                activation.get(each["FilterKey"].removesuffix("s")) in each["FilterValues"]
                for each in filters
            )
        ]
        return json.dumps({"ActivationList": found})

    def delete(response: Any) -> str:
        activations.pop(json.loads(response.body)["ActivationId"], None)
        return "{}"

    Response.create_activation = create
    Response.describe_activations = describe
    Response.delete_activation = delete


def know_windows() -> None:
    """``GetParameter``: the public parameter with the AMI for Windows, beside those for Linux."""
    from moto.ssm.models import Parameter, ParameterDict

    created = ParameterDict.__init__
    name = "/aws/service/ami-windows-latest/Windows_Server-2022-English-Core-ECS_Optimized/image_id"

    def with_windows(parameters: ParameterDict, account_id: str, region_name: str) -> None:
        created(parameters, account_id, region_name)
        parameters[name] = [
            Parameter(
                account_id=account_id,
                name=name,
                value=WINDOWS_AMI,
                parameter_type="String",
                description=None,
                allowed_pattern=None,
                keyid=None,
                last_modified_date=datetime.now(UTC),
                version=1,
                data_type="text",
            )
        ]

    ParameterDict.__init__ = with_windows


def run_tasks_at_once() -> None:
    """``DescribeServices``: ``runningCount`` is the desired one and the deployment is completed.

    In moto tasks are pending for ever, and who waits for a steady state waits for ever too.
    """
    from moto.ecs.models import Service

    created = Service.__init__

    def running(service: Service, *arguments: Any, **named: Any) -> None:
        created(service, *arguments, **named)
        service.running_count, service.pending_count = service.desired_count, 0
        for deployment in service.deployments:
            deployment |= {
                "runningCount": service.desired_count,
                "pendingCount": 0,
                "rolloutState": "COMPLETED",
            }

    Service.__init__ = running


def _given_back(operation: Callable[[Any], Any], member: str, shape: str) -> Callable[[Any], Any]:
    model = botocore.session.get_session().get_service_model("ecs")
    members = model.shape_for(shape).members
    in_a_deployment = model.shape_for("Deployment").members

    def wrapped(response: Any) -> Any:
        answer = operation(response)
        made = answer.result[member]
        asked: Mapping[str, Any] = json.loads(response.body)
        for name, value in asked.items():
            attribute = xform_name(name)
            # For what does not run on EC2 alone, moto makes the mode awsvpc.
            if name in members and (name == "networkMode" or not hasattr(made, attribute)):
                setattr(made, attribute, value)
            # Service Connect and volumes are of a deployment, not of the service.
            for deployment in getattr(made, "deployments", []) if name in in_a_deployment else []:
                deployment.setdefault(name, value)
        if getattr(made, "network_configuration", None) == {}:
            made.network_configuration = None
        return answer

    return wrapped


if __name__ == "__main__":
    main()
