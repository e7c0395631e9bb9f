"""Writes numbers in Spanish words, to be read back."""

UNITS = "cero uno dos tres cuatro cinco seis siete ocho nueve"
TEENS = (
    "diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno "
    "veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve"
)
TENS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa"
HUNDREDS = (
    "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos "
    "novecientos"
)


def in_words(number: int) -> str:
    """Write a number from 0 to a million in Spanish words."""
    if number == 1_000_000:
        return "un millón"
    thousands, rest = divmod(number, 1000)
    if not thousands:
        return below_thousand(rest)
    head = "mil" if thousands == 1 else f"{below_thousand(thousands, before_noun=True)} mil"
    return f"{head} {below_thousand(rest)}" if rest else head


def below_thousand(number: int, *, before_noun: bool = False) -> str:
    if number == 100:
        return "cien"
    hundreds, rest = divmod(number, 100)
    words = [HUNDREDS.split()[hundreds - 1]] if hundreds else []
    if rest or not hundreds:
        words.append(below_hundred(rest))
    text = " ".join(words)
    return text.removesuffix("uno") + "un" if before_noun and text.endswith("uno") else text


def below_hundred(number: int) -> str:
    if number < 10:
        return UNITS.split()[number]
    if number < 30:
        return TEENS.split()[number - 10]
    tens, unit = divmod(number, 10)
    return TENS.split()[tens - 3] + (f" y {UNITS.split()[unit]}" if unit else "")
