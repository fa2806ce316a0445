"""Error texts that users met, in the form they had them: each is answered, and rightly.

Every one failed once: it found nothing, or another message's cause stated as sure.
"""

import re

import pytest
from support.pasted import ARN

REQUEST = "0f0f0f0f-1111-4222-8333-444444444444"
BEFORE = f"operation error ECS: CreateService, https response error StatusCode: 400, {REQUEST}"
INSTANCE = "0123456789abcdef0123456789abcdef"

# What was pasted, and what the answer has to speak of.
TEXTS = {
    "no listener forwards to the group": (
        f"Error: creating ECS Service (billing): {BEFORE}, InvalidParameterException: The target "
        f"group with targetGroupArn {ARN} does not have an associated load balancer.",
        "listener|リスナー",
    ),
    "port with an A record": (
        "InvalidParameterException: A port was provided but is not required by the specified "
        "service registry",
        r"\bport\b",
    ),
    "one port, two protocols, one load balancer": (
        f"Error: creating ECS Service (resolver): {BEFORE}, InvalidParameterException: Container "
        "port 53 is used in more than one port mapping for container coredns",
        "UDP",
    ),
    "network of a CodeDeploy service": (
        "Error: updating ECS Service (arn:aws:ecs:ap-northeast-1:111122223333:service/prod/cart): "
        f"{BEFORE}, InvalidParameterException: Unable to update network parameters on services "
        "with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.",
        "CODE_DEPLOY|CodeDeploy",
    ),
    "no service-linked role": (
        "Error: InvalidParameterException: Unable to assume the service linked role. Please verify "
        'that the ECS service linked role exists. "nightly"',
        "AWSServiceRoleForECS",
    ),
    "Classic Load Balancer and a dynamic port": (
        "* aws_ecs_service.blog: InvalidParameterException: A host port mapping for the container "
        f"port 80 is required.\n        status code: 400, request id: {REQUEST}",
        "elb_name",
    ),
    "attribute that no instance has": (
        "service heron was unable to place a task because no container instance met all of its "
        f"requirements. The closest matching container-instance {INSTANCE} is missing an attribute "
        "required by your task. For more information, see the Troubleshooting section of the "
        "Amazon ECS Developer Guide.",
        "requiresAttributes",
    ),
    "host path on Fargate": (
        "Error: failed creating ECS Task Definition (batch): ClientException: Fargate compatible "
        "task definitions do not support sourcePath",
        "host_path|sourcePath",
    ),
    "image pull without a route": (
        "CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to "
        "resolve ref docker.io/library/redis:8: failed to do request: Head "
        '"https://registry-1.docker.io/v2/library/redis/manifests/8": dial tcp 54.0.0.1:443: '
        "i/o timeout",
        "NAT",
    ),
    "DAEMON under a default strategy": (
        "InvalidParameterException: Specifying a capacity provider strategy is not supported when "
        "you create a service using the DAEMON scheduling strategy.",
        'launch_type = "EC2"',
    ),
    "host port that is taken": (
        "CannotStartContainerError: Error response from daemon: driver failed programming external "
        "connectivity on endpoint ecs-shop-3-shop: Bind for 0.0.0.0:8080 failed: port is already "
        "allocated",
        "hostPort",
    ),
    "target behind a dynamic port": (
        "service wiki (instance i-0123456789abcdef0) (port 32789) is unhealthy in target-group "
        "wiki-tg due to (reason Request timed out)",
        "32768",
    ),
}


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("case", TEXTS)
def test_a_text_that_users_met_is_answered(run, case: str, language: str) -> None:
    text, says = TEXTS[case]
    result = run("explain", "--lang", language, "--error", text)
    assert result.status == 0
    first = result.out.split("\n\n")[0]
    assert re.search(says, first), first
