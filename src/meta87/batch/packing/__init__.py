"""How the passages of a file go from who tags them to the table: one module each, of one shape.

A module gives ``pack(rows, model)`` → bytes, ``told(data)`` → country, year and text of each
passage, and ``marked(data, original)`` → the same passages as those of a copy.
"""
