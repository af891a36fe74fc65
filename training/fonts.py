"""Cuts fonts down to the characters that the generators use. usage: fonts.py OUT NAME=PATH[:INDEX] ...

Names that begin with "lat-" have no Chinese. Names that contain "held" are kept for evaluation and never drawn in training. Fonts are not part of this project; Debian has
usable ones: fonts-noto-cjk, fonts-arphic-*, fonts-wqy-*, fonts-lxgw-wenkai, fonts-liberation, fonts-urw-base35, and 仿宋, 楷体, 宋体, 黑体
of Fandol inside texlive-lang-chinese.
"""
import os
import sys

from fontTools import subset

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCES = ("sentences.py", "texts.py", "figures.py", "characters.py", "form.py", "extra.txt", "label_characters.py")
ALWAYS = "".join(map(chr, range(32, 127))) + "0123456789０１２３４５６７８９—－−–（）“”、，。：；《》　％＋／．＊①②③④⑤△▲▽▼↓↑⬇⬆†‡※【】〔〕"


def needed_characters():
    texts = [open(os.path.join(HERE, name), encoding="utf8").read() for name in SOURCES]
    return "".join(sorted(set("".join(texts) + ALWAYS) - set("\n\t\r")))


def cut(path, index, text, out):
    options = subset.Options()
    options.font_number = index
    options.layout_features, options.hinting, options.ignore_missing_unicodes, options.notdef_outline = [], False, True, True
    font = subset.load_font(path, options)
    cutter = subset.Subsetter(options)
    cutter.populate(text=text)
    cutter.subset(font)
    subset.save_font(font, out, options)


def main():
    out, *items = sys.argv[1:]
    os.makedirs(out, exist_ok=True)
    text = needed_characters()
    for item in items:
        name, path = item.split("=", 1)
        path, _, index = path.partition(":")
        cut(path, int(index or 0), text, os.path.join(out, name + ".ttf"))


if __name__ == "__main__":
    main()
