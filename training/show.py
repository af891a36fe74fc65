"""A sheet of drawn pictures, worn and not, to look at. usage: show.py OUT.png [SEED] [figures|labels]"""
import random
import sys

import cv2
import numpy as np

import figures
import labels
from batches import prepared
from shelf import Shelf


def main():
    out, seed = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1
    drawer = labels if sys.argv[3:] == ["labels"] else figures
    rng, shelf, rows = random.Random(seed), Shelf(), []
    for kind in drawer.KINDS:
        for severity in (0.1, 0.9):
            row = np.full((44, 1500), 230, np.uint8)
            x = 4
            while x < 1350:
                image, label, _ = prepared(drawer.draw(rng, shelf, kind), rng, severity)
                width = min(image.shape[1], 1490 - x)
                row[2:34, x:x + width] = image[:, :width]
                cv2.putText(row, label.encode("ascii", "replace").decode(), (x, 43), cv2.FONT_HERSHEY_SIMPLEX, 0.3, 0, 1, cv2.LINE_AA)
                x += image.shape[1] + 10
            rows.append(row)
    cv2.imwrite(out, np.concatenate(rows))


if __name__ == "__main__":
    main()
