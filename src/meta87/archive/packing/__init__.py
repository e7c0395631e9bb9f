"""How the passages of a file go from who tags them to the table: one module each, of one shape.

A module gives ``pack(rows, model, themes)`` → bytes, ``told(data, themes)`` → country, year and
text of each passage, and ``marked(data, original, themes)`` → the same passages as those of a copy;
``themes`` are those that the model tells.
"""
