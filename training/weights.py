"""Weights of a network: taken over from an ONNX file, averaged while training goes on, written as ONNX."""
import copy
import os
import warnings

import onnx
import onnx.numpy_helper
import torch
import torch.nn as nn

from networks import FigureOutputs, PageOutputs

KINDS = (nn.Conv1d, nn.Conv2d, nn.Linear, nn.BatchNorm1d, nn.BatchNorm2d)


def take_over(model, path, example, fresh=()):
    """Sets the weights of an exported network, whose normalisation the export had multiplied into its convolutions. Layers whose
    names begin with one of `fresh` are not in the file: they begin as layers that change nothing. More outputs than the file has begin unlikely.
    """
    graph = onnx.load(path).graph
    values = {value.name: onnx.numpy_helper.to_array(value) for value in graph.initializer}
    stored = iter([[values[name] for name in node.input[1:]] for node in graph.node if node.op_type in ("Conv", "Gemm")])
    model.eval()
    order = layers_in_order(model, example)
    for place, (name, layer) in enumerate(order):
        if isinstance(layer, (nn.BatchNorm1d, nn.BatchNorm2d)) or name.startswith(tuple(fresh)):
            continue
        weight, bias = (torch.from_numpy(value.copy()) for value in next(stored))
        follower = order[place + 1][1] if layer.bias is None else None
        set_layer(layer, follower, weight, bias)
    assert next(stored, None) is None, "the file has more layers than the network"
    renormalise(model, example)
    for name, layer in order:
        if name.startswith(tuple(fresh)) and name.endswith("body.4"):
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)


def layers_in_order(model, example):
    seen, hooks = [], []
    for name, layer in model.named_modules():
        if isinstance(layer, KINDS):
            hooks.append(layer.register_forward_hook(lambda layer, _i, _o, name=name: seen.append((name, layer))))
    with torch.no_grad():
        model(example[:1])
    for hook in hooks:
        hook.remove()
    return seen


@torch.no_grad()
def set_layer(layer, norm, weight, bias):
    if len(weight) < len(layer.weight):
        layer.weight.zero_()
        layer.bias.fill_(-4)
    layer.weight[:len(weight)] = weight
    if norm is None:
        layer.bias[:len(bias)] = bias
        return
    norm.weight.fill_(1)
    norm.bias.copy_(bias)
    norm.running_mean.fill_(0)
    norm.running_var.fill_(1 - norm.eps)


@torch.no_grad()
def renormalise(model, example):
    """Gives each normalisation the mean and variance of the example, with weights that leave its outputs as they are."""
    found, hooks = [], []

    def look(layer, inputs):
        x = inputs[0].float()
        dimensions = [d for d in range(x.dim()) if d != 1]
        found.append((layer, x.mean(dimensions), x.var(dimensions, unbiased=False)))

    for layer in model.modules():
        if isinstance(layer, (nn.BatchNorm1d, nn.BatchNorm2d)):
            hooks.append(layer.register_forward_pre_hook(look))
    model.eval()
    model(example)
    for hook in hooks:
        hook.remove()
    for layer, mean, variance in found:
        layer.bias.add_(mean * layer.weight)
        layer.weight.mul_((variance + layer.eps).sqrt())
        layer.running_mean.copy_(mean)
        layer.running_var.copy_(variance)


class Average:
    """The running average of a network's weights; what is exported."""

    def __init__(self, model, keep=0.999):
        self.model, self.keep, self.steps = model, keep, 0
        self.state = {name: value.detach().clone().float() for name, value in model.state_dict().items()}

    @torch.no_grad()
    def update(self, every=1):
        self.steps += every
        keep = min(self.keep, (self.steps + 1) / (self.steps + 10)) ** every
        own, other = [], []
        for name, value in self.model.state_dict().items():
            if value.dtype.is_floating_point:
                own.append(self.state[name])
                other.append(value.float())
        torch._foreach_mul_(own, keep)
        torch._foreach_add_(own, other, alpha=1 - keep)

    def network(self):
        model = copy.deepcopy(self.model).float().cpu()
        shapes = model.state_dict()
        model.load_state_dict({name: value.cpu().to(shapes[name].dtype) for name, value in self.state.items()})
        return model.eval()


def export_figure(network, path):
    axes = {"image": {0: "n", 3: "width"}, "probabilities": {0: "n", 1: "steps"}}
    write(FigureOutputs(network), torch.rand(2, 1, 32, 96), path, axes, ["probabilities"])


def export_page(network, path):
    axes = {"image": {2: "height", 3: "width"}, "maps": {2: "h2", 3: "w2"}}
    write(PageOutputs(network), torch.rand(1, 1, 1024, 768), path, axes, ["maps", "turn"])


def write(model, example, path, axes, outputs):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(model.eval(), (example,), path + ".new", input_names=["image"], output_names=outputs, dynamic_axes=axes, opset_version=17, dynamo=False)
    os.replace(path + ".new", path)
    print("exported", path, os.path.getsize(path) // 1024, "KB", flush=True)
