"""The formats of the tables of an archive: ``write_<format>(target, tables, options)`` each."""
