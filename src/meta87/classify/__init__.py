"""Passages → labels: a reader gives rows (`reader`, `windows`), heads decide on them (`heads`).

`model` joins both, `store` keeps models on disk, `tagged` is a report with labels.
"""
