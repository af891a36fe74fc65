"""What the figure reader can say. The order is the order of the network's outputs, after the CTC blank at 0.

`figure.onnx` of 2026-11 knew the first 32; what was added since stands behind them, so that their places did not change.
"""

PRINTED = "0123456789.,-+/%()件条万元份个宗无项次亿增减*△↓↑"
STRUCK = "~"  # a character with a line through it
MARK = "^"  # a character of a note set above the line, as the 1 of 2745¹
OTHER = "?"  # any other ink: another character, a part of one, two lines, something covered
CHARACTERS = PRINTED + STRUCK + MARK + OTHER
INDEX = {character: place + 1 for place, character in enumerate(CHARACTERS)}
CLASSES = len(CHARACTERS) + 1
LONGEST = 20

# Printed twins of a character, and the digits of full width.
TWINS = {"-": "-—－−–", "△": "△▲▽▼", "↓": "↓⬇", "↑": "↑⬆", "%": "%％", ",": ",，", "(": "(（", ")": ")）", "+": "+＋", "/": "/／", ".": ".．", "*": "*＊"}
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def fold(text):
    """A reading without the repetitions of OTHER, of which only the presence counts."""
    while OTHER * 2 in text:
        text = text.replace(OTHER * 2, OTHER)
    return text
