"""Tagging a collection of reports into one table, in a way that can be stopped and resumed.

`plan.plan` lists the input files, `run.Run` tags them (in this process, or with one of `engines`),
keeps every outcome in `state.RunState` next to the table, and writes the table by `sink.formats`.
"""
