"""Expressions to values: what is resolved, and what stays unknown."""

from support.command import TASK, write


def test_what_repeats_itself_without_end_is_cut_short(run) -> None:
    lists = "".join(f"  a{i} = [{', '.join([f'local.a{i - 1}'] * 10)}]\n" for i in range(1, 12))
    texts = "".join(f'  s{i} = "{"".join([f"${{local.s{i - 1}}}"] * 10)}"\n' for i in range(1, 12))
    loops = "  f = [for x in local.a3 : [for y in local.a3 : [for z in local.a3 : z]]]\n"
    source = f'locals {{\n  a0 = [1]\n{lists}  s0 = "x"\n{texts}{loops}  b = local.a11 == 1\n}}\n'
    write("main.tf", source + TASK)
    assert run("check", "--format", "json").rules == ["ENM003"]
