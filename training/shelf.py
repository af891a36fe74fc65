"""The fonts of the folder `fonts` beside this file, by name, and what each of them can print."""
import functools
import glob
import os

from fontTools.ttLib import TTFont
from PIL import ImageFont

FOLDER = os.environ.get("FONTS", os.path.join(os.path.dirname(os.path.abspath(__file__)), "fonts"))
PATHS = {os.path.basename(path)[:-4]: path for path in sorted(glob.glob(os.path.join(FOLDER, "*.ttf")))}


class Shelf:
    """Fonts to draw with: those kept for evaluation, or the others."""

    def __init__(self, held=False):
        names = [name for name in PATHS if ("held-" in name) == held]
        self.latin = [name for name in names if name.startswith("lat-")]
        self.chinese = [name for name in names if not name.startswith("lat-")]

    def pick(self, rng):
        """A Chinese font, and one for digits: the same, or one without Chinese."""
        chinese = rng.choice(self.chinese)
        return chinese, rng.choice(self.latin) if rng.random() < 0.62 else chinese


@functools.lru_cache(800)
def font(name, size):
    return ImageFont.truetype(PATHS[name], size)


@functools.cache
def printable(name):
    with TTFont(PATHS[name], lazy=True) as file:
        return frozenset(file.getBestCmap())


def prints(name, character):
    return ord(character) in printable(name)
