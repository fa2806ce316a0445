"""The body of each built page: each guard reports its bad examples and not the good site."""

from support.site_cases import examples_hold, on_index

from tools.checks.site.body import GUARDS

BAD = [
    on_index("html-ids-are-unique", '<p id="title">', "id title"),
    on_index("styles-exist-for-every-class", '<p class="a mermaid">', "class mermaid"),
]

test_bad_sites, test_good_site, test_each_guard_has_one = examples_hold(GUARDS, BAD)
