from meta87.entities.places.gazetteer import names, words
from meta87.entities.places.places import find_places


def test_every_known_name_is_found_whole_after_en():
    known = [name for found in names().values() for name, _ in found]
    missed = [
        name
        for name in known
        if [e.text for e in find_places(f"Se hizo en {name} en mayo.")] != [name]
    ]
    assert missed == []
    assert len(known) > 4000


def test_names_that_are_also_words_are_known_ones():
    known = {name for found in names().values() for name, _ in found}
    assert words("also_words") - known == set()
