"""Weights of a network: taken over from an ONNX file, averaged while training goes on, written as ONNX."""
import copy
import inspect
import os
import warnings

import numpy as np
import onnx
import onnx.helper
import onnx.numpy_helper
import torch
import torch.nn as nn

from networks import FILL, FILL_STEPS, FigureOutputs, PageOutputs

OPSET = 16
KINDS = (nn.Conv1d, nn.Conv2d, nn.Linear, nn.BatchNorm1d, nn.BatchNorm2d)


def take_over(model, path, example, fresh=()):
    """Sets the weights of an exported network, whose normalisation the export had multiplied into its convolutions. Layers whose
    names begin with one of `fresh` are not in the file: they begin as layers that change nothing. More outputs than the file has begin unlikely.
    """
    graph = onnx.load(path).graph
    values = {value.name: onnx.numpy_helper.to_array(value) for value in graph.initializer}
    stored = iter(layers_of(graph, values))
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


def layers_of(graph, values):
    """Weights and biases of an exported network's layers, those of its sums (`joins_as_sums`) put together again."""
    layers, deep = [], None
    for node in graph.node:
        if node.op_type not in ("Conv", "Gemm"):
            continue
        weight, *bias = (values[name] for name in node.input[1:])
        if node.input[1].endswith("/deep"):
            deep = weight
            continue
        if node.input[1].endswith("/shallow"):
            weight = np.concatenate([deep, weight], 1)
        layers.append([weight, *bias])
    return layers


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
    onnx.save(with_plain_steps(onnx.load(path)), path)


def with_plain_steps(model):
    """What older exports compute of shapes that are known (how far to pad, whether to squeeze) written as numbers: the project's own runtime has no steps for it."""
    graph = model.graph
    nodes, numbers = [], []
    for node in graph.node:
        if node.op_type == "Pad":
            pads = [0] * 7 + [FILL] if node.input[0] == "image" else [0] * 5 + [FILL_STEPS]
            numbers.append(onnx.numpy_helper.from_array(np.array(pads, np.int64), f"fill{len(pads)}"))
            del node.input[1:]
            node.input.append(f"fill{len(pads)}")
        if node.op_type == "If":
            squeeze = next(inner for branch in node.attribute for inner in branch.g.node if inner.op_type == "Squeeze")
            numbers.append(onnx.numpy_helper.from_array(np.array([2], np.int64), "height_axis"))
            node = onnx.helper.make_node("Squeeze", [squeeze.input[0], "height_axis"], list(node.output))
        nodes.append(node)
    needed = {value.name for value in graph.output}
    kept = []
    for node in reversed(nodes):
        if needed & set(node.output):
            kept.append(node)
            needed |= set(node.input)
    known = {value.name for value in graph.initializer}
    graph.initializer.extend(number for number in numbers if number.name not in known)
    del graph.node[:]
    graph.node.extend(reversed(kept))
    onnx.checker.check_model(model)
    return model


def export_page(network, path):
    """Exported with the joins of deep and shallow maps written as sums: a third less time, and the same maps."""
    axes = {"image": {2: "height", 3: "width"}, "maps": {2: "h2", 3: "w2"}}
    write(PageOutputs(network), torch.rand(1, 1, 1024, 768), path, axes, ["maps", "turn"])
    onnx.save(joins_as_sums(onnx.load(path)), path)


def joins_as_sums(model):
    """A product with (doubled deep maps, shallow maps) put together is the sum of two: that with the deep ones before they are doubled, and that with the shallow ones."""
    graph = model.graph
    values = {value.name: onnx.numpy_helper.to_array(value) for value in graph.initializer}
    makers = {name: node for node in graph.node for name in node.output}
    users = {}
    for node in graph.node:
        for name in node.input:
            users.setdefault(name, []).append(node)
    nodes, weights, gone = [], [], []
    for node in graph.node:
        after = users.get(node.output[0], [])
        if node.op_type == "Concat" and len(after) == 1 and after[0].op_type == "Conv":
            gone += [node, makers[node.input[0]]]
    for node in graph.node:
        join = makers.get(node.input[0]) if node.op_type == "Conv" else None
        if join in gone:
            doubling, shallow = makers[join.input[0]], join.input[1]
            weight, bias, name = values[node.input[1]], node.input[2], node.name
            depth = weight.shape[1] - weight.shape[0]  # as many shallow maps come in as go out
            weights.append(onnx.numpy_helper.from_array(np.ascontiguousarray(weight[:, :depth]), name + "/deep"))
            weights.append(onnx.numpy_helper.from_array(np.ascontiguousarray(weight[:, depth:]), name + "/shallow"))
            nodes.append(onnx.helper.make_node("Conv", [doubling.input[0], name + "/deep"], [name + "/deep_out"]))
            doubled = onnx.helper.make_node(doubling.op_type, [name + "/deep_out", *doubling.input[1:]], [name + "/doubled"])
            doubled.attribute.extend(doubling.attribute)
            nodes.append(doubled)
            nodes.append(onnx.helper.make_node("Conv", [shallow, name + "/shallow", bias], [name + "/shallow_out"]))
            nodes.append(onnx.helper.make_node("Add", [name + "/doubled", name + "/shallow_out"], [node.output[0]]))
        elif node not in gone:
            nodes.append(node)
    needed = {name for node in nodes for name in node.input}
    weights += [value for value in graph.initializer if value.name in needed]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(nodes)
    graph.initializer.extend(weights)
    onnx.checker.check_model(model)
    return model


def write(model, example, path, axes, outputs):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        newer = {"dynamo": False} if "dynamo" in inspect.signature(torch.onnx.export).parameters else {}
        torch.onnx.export(model.eval(), (example,), path + ".new", input_names=["image"], output_names=outputs, dynamic_axes=axes, opset_version=OPSET, **newer)
    os.replace(path + ".new", path)
    print("exported", path, os.path.getsize(path) // 1024, "KB", flush=True)
