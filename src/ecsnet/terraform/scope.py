"""What expressions can name."""

from __future__ import annotations

from ecsnet.terraform.values import Data, FileText, Value


class Scope:
    """What expressions can name outside themselves. In this one, that is nothing."""

    def value(self, kind: str, name: str) -> Value | None:
        """The value of ``var.name``, ``local.name`` or ``path.name``; None: it is not known."""
        return None

    def written(self, address: str, argument: str) -> Value | None:
        """The value of an argument that a resource sets, by its full address; None: none is known.

        A full address begins with the module calls and ends with the index:
        ``module.web["api"].aws_ecs_service.this[0]``.
        """
        return None

    def address(self, resource: str, key: Data) -> str:
        """The full address of a resource of this module.

        Args:
            resource: ``aws_ecs_service.web``.
            key: the index behind it, None where there is none; an index that is not known, or
                that is not there, leads to the address without one unless there is one instance.
        """
        return resource

    def output(self, call: str, key: Data, name: str) -> Value | None:
        """An output of a module that is called; None: unknown. ``key`` as in :meth:`address`."""
        return None

    def outputs(self, call: str) -> Value | None:
        """All outputs of a module that is called, by index where there are instances."""
        return None

    def text(self, path: str) -> FileText | None:
        """The text of a file, by its path from where Terraform is run; None: it cannot be read."""
        return None


class TemplateScope(Scope):
    """What a template can name beside its variables: nothing.

    A variable that is missing may be one that cannot be read, so it is not called a fault.
    """
