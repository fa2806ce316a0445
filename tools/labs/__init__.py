"""The labs: what a mode page claims of a kernel and of Docker, executed.

``labs/`` has what a reader reads: the stage, a script for each mode, its expectations and its
transcript. This package runs them and checks each expectation. It uses nothing but the standard
library, so that ``sudo make lab`` needs no environment.
"""
