"""Errors as people paste them: from terminals, logs and threads."""

import json
import re
from collections.abc import Callable

from ecsnet.facts import facts

ERRORS = list(facts().errors.values())
# A failure of RunTask is one word, which counts only where it stands as the reason.
SENTENCES = [error for error in ERRORS if " " in error.text]

# What people pasted into the threads of facts/evidence and of their neighbours, cut down.
PASTED = {
    "E1": """\
  aws:ecs:TaskDefinition (mastodon):
    error: 1 error occurred:
    \t* failed creating ECS Task Definition (mastodon-3c77ecac): ClientException: When \
networkMode=awsvpc, the host ports and container ports in port mappings must match.
""",
    "E3": """\
ERRO[0000] Error registering task definition             error="ClientException: Fargate only \
supports network mode ‘awsvpc’." family=Downloads
""",
    "E4": """\
An error occurred (InvalidParameterException) when
calling the RunTask operation: Network Configuration must be provided when
networkMode 'awsvpc' is specified.
""",
    "E5": "Error: Network Configuration is not valid for the given `networkMode` of this task "
    "definition. ",
    "E6": "InvalidParameterException: The provided target group arn:aws:elasticloadbalancing:"
    "eu-central-1:000000000000:targetgroup/tools-2020020516252207480000000f/3e51ba6896be6349 has "
    "target type instance, which is incompatible with the awsvpc network mode specified in the "
    'task definition. "tools-gitlab-gitlab-ced53af0"',
    "E7": '2020-03-03T18:54:10.301+1100 [DEBUG] plugin.terraform-provider-aws: {"__type":"Invalid'
    'ParameterException","message":"The provided target group arn:aws:elasticloadbalancing:'
    "ap-southeast-2:000000000000:targetgroup/test/0123456789abcdef has target type ip, which is "
    'incompatible with the bridge network mode specified in the task definition."}',
    "E9": "botocore.errorfactory.ClientException: An error occurred (ClientException) when calling "
    "the RegisterTaskDefinition operation: hostname is not supported on container when "
    "networkMode=awsvpc.",
    "E15": """\
* aws_ecs_service.all: InvalidParameterException: When specifying 'host' or 'bridge' for \
networkMode, values for 'containerName' and 'containerPort' must be specified from the task \
definition. Registry: arn:aws:servicediscovery:us-east-2:000000000000:service/srv-l2ijonw3ungcigcj
        status code: 400, request id: 34d40946-e9ba-11e8-bdb8-9b87bd765b46 "delete-me"
""",
    "E27": "An error occurred (ClientException) when calling the RegisterTaskDefinition operation: "
    "Invalid 'containerPort' setting for container 'container_1'.",
    "E41": "service appmesh-dev-ecs-colorapp was unable to place a task because no container "
    "instance met all of its requirements. The closest matching container-instance "
    'acf43593-6b86-4838-86e5-46d896fdc8b3 encountered error "RESOURCE:ENI". For more information, '
    "see the Troubleshooting section.",
    "E42": "(service deploy-ecs-frontend) was unable to place a task because no container instance "
    "met all of its requirements. The closest matching (container-instance 47d5cb9a-6e38-495e-9777"
    "-5ae6d02a3720) is already using a port required by your task. For more information, see the "
    "Troubleshooting section of the Amazon ECS Developer Guide.",
    "E43": '{"tasks": [], "failures": [{"arn": "arn:aws:ecs:us-east-1:000000000000:container-'
    'instance/x", "reason": "ATTRIBUTE"}]}',
    "E44b": """\
Error: ClientException: Tasks using the Fargate launch type do not support ipcMode.
\tstatus code: 400, request id: a68e7b4c-09f8-48a7-a6d3-80b1102b8c9c

  on server.tf line 36, in resource "aws_ecs_task_definition" "td":
""",
    "E45": "Error creating AutoScaling Group: ValidationError: Provided Target Group 'arn:aws:"
    "elasticloadbalancing:us-west-2:**********:targetgroup/tf-20180814/4b*****7c2d11872' has "
    "invalid target type. Please ensure all provided Target Groups have target type of instance.",
    "E110": "service [my-app-service2](https://us-east-1.console.aws.amazon.com/ecs/v2/clusters/x) "
    "was unable to place a task because no container instance met all of its requirements. The "
    "closest matching container-instance [476c4f3985624ef195cfa2ac13e78099](https://us-east-1."
    "console.aws.amazon.com/ecs/v2/clusters/x?region=us-east-1) is missing an attribute required "
    "by your task. For more information, see the Troubleshooting section of the Amazon ECS "
    "Developer Guide.",
    "E112": '"cause": "No Container Instances were found in your cluster. (Service: AmazonECS; '
    'Status Code: 400; Error Code: InvalidParameterException; Proxy: null)",',
    "E113": '{"failures": [{"reason": "RESOURCE:PORTS", "arn": "arn:aws:ecs:us-east-1:000000000000:'
    'container-instance/x"}], "tasks": []}',
    "E119": "service example-service (instance i-016b0a460d9974567) (port 1047) is unhealthy in "
    "target-group example-service due to (reason Request timed out)",
    "E120": """\
  Latest failure event
      - (service corpdirectory-test-Service-T8qsKYiLhGmT) (port 5005) i
        s unhealthy in (target-group arn:aws:elasticloadbalancing:ap-south-1:0
        00000000000:targetgroup/corpd-Targe-12YF9HTH1OJGJ/e938d1c7734d02a2) du
        e to (reason Health checks failed with these codes: [404]).
""",
    "E121": """\
Stopped Tasks Reason
2 (9e460ae, Task failed ELB health checks in
zh82sd3, ...) (target-group
arn:aws:elasticloadbalancing:us-
west-2:000000000000:targetgroup/nginx
Target-16DD4KDLKAI7U/a6d71c9b9c18b389)
""",
    "E123": 'deploy service: Resource handler returned message: "Error occurred during operation '
    "'ECS Deployment Circuit Breaker was triggered'.\" (RequestToken: a3ab2120-1821-f83c-3adc-"
    "23d519cacdfe, HandlerErrorCode: GeneralServiceException)",
    "E69": 'Error running tasks error="InvalidParameterException: Unable to assume the service '
    "linked role. Please verify that the ECS service linked role exists.\\n\\tstatus code: 400, "
    'request id"',
    "E131": "Unexpected EC2 error while attempting to Create Network Interface in subnet "
    "'subnet-05d93362e947058bc': InsufficientFreeAddressesInSubnet",
    "E132": "CannotPullContainerError: The task cannot pull \u2018web\u2019 from the Amazon ECR "
    "repository "
    "\u2018000000000000.dkr.ecr.us-east-1.amazonaws.com/web\u2019. There is a connection issue "
    "between "
    "the task and Amazon ECR. Check your task network configuration.",
    "E134": "ResourceInitializationError: unable to pull secrets or registry auth: execution "
    "resource "
    "retrieval failed: unable to retrieve ecr registry auth: service call has been retried 3 "
    'time(s): RequestError: send request failed caused by: Post "https://api.ecr.us-east-2.'
    'amazonaws.com/": dial tcp 198.51.100.7:443: i/o timeout. Please check your task network '
    "configuration.",
    "E135": "ResourceInitializationError: unable to pull secrets or registry auth: execution "
    "resource "
    "retrieval failed: unable to retrieve secrets from ssm: service call has been retried 5 "
    "time(s): RequestCanceled: request context canceled caused by: context deadli...",
    "E137": "ResourceInitializationError: failed to validate logger args: : signal: killed",
    "E141": "STOPPED (DockerTimeoutError: Could not tranisition to started; timed out after "
    "waiting "
    "8m0s)",
    "E144": "CannotStartContainerError: API error (500): driver failed programming external "
    "connectivity on endpoint ecs-web-3-web-b4dcd9 (0d28a52286a8): Bind for 0.0.0.0:8080 failed: "
    "port is already allocated",
    "E155": "failed to setup network namespace: cni setup: invoke eni plugin failed: "
    "getInterfaceDeviceName engine: unable to get device with hardware address 0a:0b:0c:0d:0e:0f",
    # from `terraform validate` on the bad example of ENM032, with hashicorp/aws 5.100.0
    "E49": """\
\x1b[31m╷\x1b[0m\x1b[0m
\x1b[31m│\x1b[0m \x1b[0m\x1b[1m\x1b[31mError: \x1b[0m\x1b[0m\x1b[1mexpected \
network_mode to be one of ["bridge" "host" "awsvpc" "none"], got default\x1b[0m
\x1b[31m│\x1b[0m \x1b[0m
\x1b[31m│\x1b[0m \x1b[0m\x1b[0m  with aws_ecs_task_definition.web,
\x1b[31m│\x1b[0m \x1b[0m  on main.tf line 14, in resource "aws_ecs_task_definition" "web":
\x1b[31m│\x1b[0m \x1b[0m  14:   network_mode = \x1b[4m"default"\x1b[0m\x1b[0m
\x1b[31m│\x1b[0m \x1b[0m
\x1b[31m╵\x1b[0m\x1b[0m
""",
    "E63": "22/26 | 10:15:33 | CREATE_FAILED | AWS::ECS::Service | greeting-service/Service "
    "(greetingserviceService8DA58640) The target group with targetGroupArn arn:aws:"
    "elasticloadbalancing:us-east-1:000000000000:targetgroup/greet-inter-7A1DWCFAH8FU/"
    "c4bab708f6cad935 does not have an associated load balancer. (Service: AmazonECS; Error Code: "
    "InvalidParameterException; Request ID: f6e72ff4-e756-11e8-afbf-dd214588018c)",
    "E64": "The task definition is configured to use a dynamic host port, but the target group "
    "with targetGroupArn arn:aws:elasticloadbalancing:us-east-1:**********:targetgroup/********/"
    "bcd1d8e7fa7324f8 has a health check port specified. (Service: AmazonECS; Status Code: 400;",
    "E65": """\
│ Error: updating ECS Service (arn:aws:ecs:eu-west-1:xxxxx:service/xxxx/xxxx): operation error \
ECS: UpdateService, https response error StatusCode: 400, RequestID: xxxxxx, \
InvalidParameterException: Unable to update network parameters on services with a CODE_DEPLOY \
deployment controller. Use AWS CodeDeploy to trigger a new deployment.
│
│   with module.web_service[0].aws_ecs_service.ignore_task_definition[0],
""",
    "E71": "* aws_ecs_service.with_lb_changes: InvalidParameterException: Unable to assume role "
    "and validate the listeners configured on your load balancer. Please verify that the ECS "
    "service role being passed has the proper permissions.",
    "E74": 'Job dependency "01G6V289685V52YKJNSMVXPT2E" errored: InvalidParameterException: subnet '
    "cannot be blank.",
    "E76": "Invalid request provided: CreateService error: subnets can have at most 16 items. "
    "(Service: Ecs, Status Code: 400, Request ID: <snip>, Extended Request ID: null)",
    "E87": "InvalidParameterException: The specified capacity provider 'cluster-cp' is not in an "
    "ACTIVE state. Specify a valid capacity provider and try again.",
    "E89": "Error: failed creating ECS service: PlatformTaskDefinitionIncompatibilityException: "
    "One or more of the requested compatibilities are not supported.",
    "E14": "CREATE_FAILED with the error `Assign public IP is not supported for this launch type.`",
    "E16": """\
 awsx:x:ecs:FargateService$aws:ecs/service:Service (api)
    error: 1 error occurred:
\t* updating ECS Service: InvalidParameterException: The values specified for serviceRegistries do \
not require a value for 'containerPort'. Remove the value and retry.
""",
    "E30": "* aws_ecs_service.splash: InvalidParameterException: A host port mapping for the "
    "container port 8050 is required.\n        status code: 400, request id: 4c62c49b-8cb1-11e6",
    "E35": 'Resource handler returned message: "Invalid request provided: CreateService error: '
    "Specifying both a launch type and capacity provider strategy is not supported. Remove one and "
    "try again. (Service: AmazonECS; Status Code: 400; Request ID: 0f1e2d3c; Proxy: null)",
    "E67": """\
2022/03/10 06:20:45 ... Updating service attributes...
2022/03/10 06:20:45 deploy FAILED. failed to update service attributes: InvalidParameterException: \
Unable to update load balancers on services with a CODE_DEPLOY deployment controller.
""",
    "E82": "Error: Error updating ECS Service (arn:aws:ecs:us-east-1::service/service): "
    "ClientException: The service registry could not be validated. Route 53 error: "
    '"ServiceNotFound."',
    "E133": "CannotPullContainerError: Error response from daemon: Get https://123456789012.dkr.ecr.eu-west-1."
    "amazonaws.com/v2/: net/http: request canceled while waiting for connection (Client.Timeout "
    "exceeded while awaiting headers)",
    "E136": "execution resource retrieval failed: unable to get registry auth from asm: service "
    "call has been retried 1 time(s): asm fetching secret from the service for <secretname>: "
    "RequestError: ...",
    "E140": "CannotPullContainerError: inspect image has been retried 5 time(s): httpReaderSeeker: "
    "failed open: unexpected status code https://registry-1.docker.io/v2/amazon/x/manifests/sha256:3",
    "E175": "aws_lb_listener_rule.r: Error creating LB Listener Rule: TargetGroupAssociationLimit"
    ": Target group 'arn:aws:elasticloadbalancing:sa-east-1:<>ACCOUNT>:targetgroup/tg/77578dc'"
    " cannot be associated with more than one load balancer\n        status code: 400",
    "E207": "Error: External tasks can only have Bridge network mode, got: awsvpc",
    "E301": """\
create failed: pre-create failed: InvalidParameter: 1 validation error(s) found. missing required \
field,
CreateServiceInput.NetworkConfiguration.AwsvpcConfiguration.Subnets.
""",
    "E330": "Error: failed creating ECS service (EXAMPLE): InvalidParameterException: Specify a "
    "value for either 'port' or the 'containerName' and 'containerPort' combination, but not both. "
    "Remove one and retry.",
    "E331": "InvalidConfigurationRequest: Health check enabled must be true with groups with "
    'target type "ip"',
    "E332": """\
    Resource handler returned message: "Invalid request provided: CreateSe     \
\n    rvice error: SC service is already used by arn:aws:servicediscovery:eu     \
\n    -west-2:000000000000:namespace/ns-r2enqwrp7ezscumk (Service: AmazonECS
""",
    "E333": """\
creating ECS Service (ecsdemo-frontend): NamespaceNotFoundException: Failed to retrieve namespace \
for example
│
│   with module.ecs.module.service["ecsdemo-frontend"].aws_ecs_service.this[0],
""",
    "E336": "##[error]Resource is not in the state servicesStable",
    "E337": """\
The Session Manager plugin was installed successfully. Use the AWS CLI to start a session.


An error occurred (TargetNotConnectedException) when calling the ExecuteCommand operation: The \
execute command failed due to an internal error. Try again later.
""",
    "E338": "Error: Container test hasn't defined any ports. Call addPortMappings().",
    "E339": """\
* UnexpectedParameter: Unexpected key 'name' found in params.containerDefinitions[0].portMappings[0]
""",
    "E341": "Error: waiting for Service Discovery Private DNS Namespace (example.local) create: "
    "unexpected state 'FAIL', wanted target 'SUCCESS'. last error: CANNOT_CREATE_HOSTED_ZONE: The "
    "VPC: vpc-xxxxxxxx in region eu-west-1 that you provided is not authorized to make the "
    "association. (Service: AmazonRoute53; Status Code: 400; Error Code: InvalidVPCId;",
}

# What the threads of facts/evidence show around the messages, as their tools printed it.
AS_PRINTED = {
    "E5": """\
\x1b[31m╷\x1b[0m\x1b[0m
\x1b[31m│\x1b[0m \x1b[0m\x1b[1m\x1b[31mError: \x1b[0m\x1b[0m\x1b[1mcreating ECS Service (web): \
operation error ECS: CreateService, https response error StatusCode: 400, RequestID: \
5b3ad9c4-8c1f-4d1a-9d6c-000000000000, InvalidParameterException: Network Configuration is not \
valid for the given networkMode of this
\x1b[31m│\x1b[0m \x1b[0mtask definition.
\x1b[31m│\x1b[0m \x1b[0m
\x1b[31m│\x1b[0m \x1b[0m  with aws_ecs_service.web,
\x1b[31m│\x1b[0m \x1b[0m  on main.tf line 30, in resource "aws_ecs_service" "web":
\x1b[31m╵\x1b[0m\x1b[0m
""",
    "E6": """\
Error: InvalidParameterException: The provided target group
arn:aws:elasticloadbalancing:eu-central-1:000000000000:targetgroup/web/0123456789abcdef has target
type instance, which is incompatible with the awsvpc network mode specified in the task
definition.
        status code: 400, request id: 00000000-e9ba-11e8-bdb8-000000000000
""",
    # from `terraform validate` and `terraform plan` with hashicorp/aws 5.100.0
    "E187": """\
╷
│ Error: Unsupported argument
│
│   on main.tf line 14, in resource "aws_ecs_service" "x":
│   14:   network_configuration = {
│
│ An argument named "network_configuration" is not expected here. Did you mean
│ to define a block of type "network_configuration"?
╵
""",
    "E189": """\
│ Error: Missing required argument
│
│   with aws_ecs_service.x,
│   on main.tf line 19, in resource "aws_ecs_service" "x":
│   19:     subnets = var.s
│
│ The argument "network_configuration.0.subnets" is required, but no definition
│ was found.
""",
    "E195b": """\
│ Error: Invalid Attribute Combination
│
│ Attribute "health_check[0].matcher" cannot be specified when "health_check[0].protocol" is "TCP".
│
│ Path: health_check[0].matcher
""",
    "E198": """\
│ Error: ECS Task Definition container_definitions is invalid: json: cannot unmarshal string into \
Go struct field ContainerDefinition.Links of type []string
""",
    "E201": """\
│ Error: Incorrect attribute value type
│
│     │ var.s is a list of string
│
│ Inappropriate value for attribute "subnets": element 0: string required.
""",
    # from the threads of facts/evidence
    "E170": """\
✘ deploy service: change set with name copilot-7d2015fb for stack SERVICE-test-rest-api has no \
changes: Target group 'arn:aws:elasticloadbalancing:us-east-1:0000000000:targetgroup/NAME-Targe-7Q2\
/f000c991202e53a2' is currently in use by a listener or a rule (Service: AmazonElasticLoadBalancing\
; Status Code: 400; Error Code: ResourceInUse; Request ID: 2fd856dc; Proxy: null)
""",
    "E181": """\
Recipe/AppFargateService/Service (RecipeAppFargateService71FD6243) Service arn:aws:ecs:\
ap-southeast-3:000000000000:service/BlazorServer/BlazorServer-service did not stabilize.
""",
    "E123": """\
    Resource handler returned message: "Error occurred during operation 'E
    CS Deployment Circuit Breaker was triggered'." (RequestToken: 121161f9
    -1c97-e3d5-b4d3-8328bb2b676c, HandlerErrorCode: GeneralServiceExceptio
    n)
""",
    "E203": """\
        * waiting for ECS service (arn:aws:ecs:us-west-2:000000000000:service/cluster/my-service) \
to reach steady state after creation: timeout while waiting for state to become 'tfSTABLE' \
(last state: 'tfPENDING', timeout: 20m0s)
""",
}


def boxed(text: str, width: int) -> str:
    """As Terraform prints an error on a terminal: coloured, boxed, wrapped at words."""
    words, lines = ["Error:", "creating", "ECS", "Service", "(web):", *text.split()], [""]
    for word in words:
        if len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] += f" {word}"
    body = "\n".join(f"\x1b[31m│\x1b[0m \x1b[0m{line}" for line in lines)
    place = '│   with aws_ecs_service.web,\n│   on main.tf line 7, in resource "x" "y":'
    return f"\x1b[31m╷\x1b[0m\x1b[0m\n{body}\n{place}\n\x1b[31m╵\x1b[0m"


ID = "0f0f0f0f-1111-4222-8333-444444444444"
ARN = "arn:aws:elasticloadbalancing:ap-northeast-1:111122223333:targetgroup/orders/0123456789abcdef"


def _states(text: str) -> str:
    """The event of a failed task in the history of a state machine, as the CLI prints it."""
    cause = f"{text} (Service: AmazonECS; Status Code: 400; Request ID: {ID}; Proxy: null)"
    failed = {"error": "ECS.InvalidParameterException", "cause": cause, "resource": "runTask.sync"}
    return json.dumps({"type": "TaskFailed", "taskFailedEventDetails": failed}, indent=2)


def _event(text: str) -> str:
    """The event that ECS sends to EventBridge when a task stops."""
    detail = {
        "lastStatus": "STOPPED",
        "stoppedReason": text,
        "taskArn": f"arn:aws:ecs:x:1:task/{ID}",
    }
    return json.dumps({"detail-type": "ECS Task State Change", "detail": detail})


# What stands around a message, by who prints it.
FORMS: dict[str, Callable[[str], str]] = {
    "Terraform's box": lambda text: boxed(text, 78),
    "Terraform with SDK 1": lambda text: (
        f"* aws_ecs_service.orders: InvalidParameterException: {text}\n"
        f'\tstatus code: 400, request id: {ID} "orders-api"'
    ),
    "Terraform with SDK 2": lambda text: (
        "Error: creating ECS Service (orders-api): operation error ECS: CreateService, https "
        f"response error StatusCode: 400, RequestID: {ID}, InvalidParameterException: {text}"
    ),
    "SDK for Java 2": lambda text: (
        f"software.amazon.awssdk.services.ecs.model.InvalidParameterException: {text} "
        f"(Service: Ecs, Status Code: 400, Request ID: {ID}) (SDK Attempt Count: 1)"
    ),
    "SDK for JavaScript 3": lambda text: (
        f"InvalidParameterException: {text}\n    at throwDefaultError (index.js:838:20) "
        f"{{\n  '$fault': 'client',\n  '$metadata': {{ httpStatusCode: 400, requestId: '{ID}' }}"
    ),
    "AWS CLI": lambda text: (
        "\nAn error occurred (InvalidParameterException) when calling the CreateService operation: "
        + text
    ),
    "boto3": lambda text: (
        "botocore.errorfactory.InvalidParameterException: An error occurred "
        f"(InvalidParameterException) when calling the RunTask operation: {text}"
    ),
    "CloudFormation": lambda text: (
        'Resource handler returned message: "Invalid request provided: CreateService error: '
        f"{text} (Service: AmazonECS; Status Code: 400; Error Code: InvalidParameterException; "
        f'Request ID: {ID}; Proxy: null)" (RequestToken: {ID}, HandlerErrorCode: InvalidRequest)'
    ),
    "CDK": lambda text: (
        " ❌  OrdersStack failed: ToolkitError: The stack named OrdersStack failed to deploy: "
        f'UPDATE_ROLLBACK_COMPLETE: Resource handler returned message: "{text} (Service: Ecs, '
        f'Status Code: 400, Request ID: {ID}) (SDK Attempt Count: 1)" (RequestToken: {ID})'
    ),
    "Step Functions": _states,
    "Step Functions, escaped once more": lambda text: json.dumps({"output": _states(text)}),
    "EventBridge": _event,
    "describe-services": lambda text: json.dumps(
        {"events": [{"id": ID, "createdAt": "2026-11-26T09:00:00+09:00", "message": text}]},
        indent=4,
    ),
    "the console in Japanese": lambda text: f"停止理由\u3000{text}\nタスク定義\u3000orders:3",
    "names and numbers": lambda text: (
        re.sub(r"(?<=port ')\.\.\.", "8080", text).replace("...", ARN).replace("<id>", ID)
    ),
}
