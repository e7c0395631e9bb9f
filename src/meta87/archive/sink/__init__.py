"""The formats of a table of tagged passages: ``write_<format>(target, records, options)`` each."""
