"""A small lab, with one expectation."""

SCRIPT = """# A lab.

# --8<-- [start:first]
# A remark.
echo one \\
  two
# expect: lab-three
echo three
# --8<-- [end:first]
"""
EXPECTED = """
title = { ja = "題", en = "Title" }
[[section]]
name = "first"
title = { ja = "節", en = "Section" }
[[section.expectation]]
id = "lab-three"
claim = "modes/none.md#ports"
output = '^three$'
ja = "三です。"
en = "It is three."
"""
