from support.errors_page import errors
from support.site import browser, browser_process, built_site, private, site_url, time_limit, visit

__all__ = [
    "browser",
    "browser_process",
    "built_site",
    "errors",
    "private",
    "site_url",
    "time_limit",
    "visit",
]
