"""The site as readers get it: built, served, previewed, and seen by a browser."""

# Where each language begins.
LANGUAGES = {"ja": "", "en": "en/"}
