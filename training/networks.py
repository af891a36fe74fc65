"""The two networks: FigureNet reads one line of print, PageNet finds lines, rulings and cells of a page."""
import torch
import torch.nn as nn
import torch.nn.functional as F


def normed(convolution, channels, active=True):
    norm = nn.BatchNorm1d if isinstance(convolution, nn.Conv1d) else nn.BatchNorm2d
    return [convolution, norm(channels)] + ([nn.ReLU(inplace=True)] if active else [])


def block(inputs, outputs, stride):
    """Depthwise, then pointwise."""
    depthwise = nn.Conv2d(inputs, inputs, 3, stride, 1, groups=inputs, bias=False)
    return nn.Sequential(*normed(depthwise, inputs), *normed(nn.Conv2d(inputs, outputs, 1, bias=False), outputs))


class Residual(nn.Module):
    def __init__(self, channels, kernel=3):
        super().__init__()
        depthwise = nn.Conv2d(channels, channels, kernel, 1, kernel // 2, groups=channels, bias=False)
        self.body = nn.Sequential(*normed(depthwise, channels), *normed(nn.Conv2d(channels, channels, 1, bias=False), channels, active=False))

    def forward(self, x):
        return F.relu(x + self.body(x))


class Along(nn.Module):
    """Characters see their neighbours."""

    def __init__(self, channels):
        super().__init__()
        depthwise = nn.Conv1d(channels, channels, 7, 1, 3, groups=channels, bias=False)
        self.body = nn.Sequential(*normed(depthwise, channels), *normed(nn.Conv1d(channels, channels, 1, bias=False), channels, active=False))

    def forward(self, x):
        return F.relu(x + self.body(x))


# The ground that goes on to the right of a line in use, in pixels, and the steps that stand for the border of the picture, and in their place.
FILL, BORDER_STEPS, FILL_STEPS = 24, 3, 13


class FigureNet(nn.Module):
    """N x 1 x 32 x W (0 black, 1 white) to N x W/4 x classes; CTC, blank 0.

    In use, not in training, the ground to the right goes on for 16 steps more: the network says a character some steps after it has seen it.
    """

    def __init__(self, classes):
        super().__init__()
        self.body = nn.Sequential(
            *normed(nn.Conv2d(1, 24, 3, 2, 1, bias=False), 24),
            *normed(nn.Conv2d(24, 48, 3, 2, 1, bias=False), 48), Residual(48), Residual(48),
            block(48, 96, (2, 1)), Residual(96), Residual(96), Residual(96),
            block(96, 160, (2, 1)), Residual(160), Residual(160), Residual(160),
            *normed(nn.Conv2d(160, 192, (2, 1), 1, bias=False), 192))
        self.along = nn.Sequential(Along(192), Along(192))
        self.further = nn.Sequential(Along(192), Along(192))
        self.out = nn.Conv1d(192, classes, 1)

    def forward(self, x):
        if not self.training:
            x = F.pad(x, (0, FILL, 0, 0), mode="replicate")
        x = self.body(x * 2 - 1).squeeze(2)
        if not self.training:  # the last steps see the border of the picture
            x = F.pad(x[:, :, :-BORDER_STEPS], (0, FILL_STEPS), mode="replicate")
        return self.out(self.further(self.along(x))).permute(0, 2, 1)


class Strips(nn.Module):
    """Rows and columns of a page see their whole length: rulings, and columns without rulings, run across it."""

    def __init__(self, channels):
        super().__init__()
        self.row, self.column = nn.Conv2d(channels, channels, 1), nn.Conv2d(channels, channels, 1)
        self.mix = nn.Sequential(*normed(nn.Conv2d(channels, channels, 1, bias=False), channels, active=False))

    def forward(self, x):
        row = self.row(x.mean(3, keepdim=True))
        column = self.column(x.mean(2, keepdim=True))
        return F.relu(x + self.mix(F.relu(x + row + column)))


def joined(deep, shallow):
    return nn.Sequential(*normed(nn.Conv2d(deep + shallow, shallow, 1, bias=False), shallow), Residual(shallow))


class PageNet(nn.Module):
    """1 x H x W (0 black, 1 white; H, W multiples of 32) to 5 maps of H/2 x W/2 and 4 quarter turns."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(*normed(nn.Conv2d(1, 16, 3, 2, 1, bias=False), 16))
        self.e1 = nn.Sequential(block(16, 24, 2), Residual(24))
        self.e2 = nn.Sequential(block(24, 48, 2), Residual(48), Residual(48))
        self.e3 = nn.Sequential(block(48, 96, 2), Residual(96, 5), Residual(96, 5), Strips(96), Residual(96, 5))
        self.e4 = nn.Sequential(block(96, 128, 2), Residual(128, 7), Strips(128), Residual(128, 7), Strips(128), Residual(128, 7))
        self.turn = nn.Linear(128, 4)
        self.d3, self.d2, self.d1, self.d0 = joined(128, 96), joined(96, 48), joined(48, 24), joined(24, 16)
        self.s2 = Strips(48)
        self.out = nn.Conv2d(16, 5, 1)

    def forward(self, x):
        x0 = self.stem(x * 2 - 1)
        x1 = self.e1(x0)
        x2 = self.e2(x1)
        x3 = self.e3(x2)
        x4 = self.e4(x3)
        y = self.d3(torch.cat([doubled(x4), x3], 1))
        y = self.s2(self.d2(torch.cat([doubled(y), x2], 1)))
        y = self.d1(torch.cat([doubled(y), x1], 1))
        y = self.d0(torch.cat([doubled(y), x0], 1))
        return self.out(y), self.turn(x4.mean((2, 3)))


def doubled(x):
    return F.interpolate(x, scale_factor=2.0, mode="nearest")


class FigureOutputs(nn.Module):
    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, image):
        return torch.softmax(self.network(image), 2)


class PageOutputs(nn.Module):
    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, image):
        maps, turn = self.network(image)
        return torch.sigmoid(maps), torch.softmax(turn, 1)
