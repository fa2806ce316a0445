"""Guards over the built site: what a browser or a search engine would stumble over."""

from tools.checks.guard import Guards
from tools.checks.site import addresses, body, head, languages, machines
from tools.checks.site.document import Site

GUARDS = Guards[Site](
    addresses.GUARDS | head.GUARDS | languages.GUARDS | body.GUARDS | machines.GUARDS
)
check = GUARDS.check

__all__ = ["GUARDS", "Site", "check"]
