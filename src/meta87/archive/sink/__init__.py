"""The formats of a table of tagged passages: one module each, of the same shape.

A module gives ``sink(target, options)``, a context manager whose value takes the passages of one
file after the other, packed as the format takes them (see `formats.packing_of`).
"""
