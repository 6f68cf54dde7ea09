"""What PyTorch makes of five small networks in float64: losses and gradients to hold ours to.

usage: torch_fixtures.py > torch.json        (measured with torch 2.15.0)

Nothing is drawn: weights and data follow from formulas, so that Java has them without a file.
Number i of block b, counted from 0 row by row in the layout below, is

    wave(b, i) = 0.3 sin(1 + b + 0.7 i + 0.013 i i)

and 1 + wave(b, i) in the gain of a normalisation. Blocks are numbered as listed in the JSON.
Token t of sequence s is (3 s s + 5 t t + 7 s t + 2 t + 1) mod V. Numbers of the data are waves too:
of block 100 the inputs, of block 200 the targets, a row an example.

The layout is ours, not PyTorch's:

    a linear weight             [in, out]: the transpose of PyTorch's
    query, key, value, output   [d, d] each, without bias; head k has columns k d/h ... (k+1) d/h-1
                                of the first three, and those rows of the last
    a convolution               [kh kw in, out], row by row of the kernel, input channels fastest
    an image                    [height, width, channel], row by row, channels fastest
    embedding, positions        [V, d], [T, d]

The functions are PyTorch's own, which get the weights turned into its layout; its gradients come
back in ours. Attention is causal and scaled by 1/sqrt(d/h); normalisation adds 1e-5 to the
variance; GELU is x Phi(x), exact.

A case has the loss, a mean over examples of "losses", which are themselves means over an example's
answers (positions, or numbers in a squared error); for every block the gradient's Euclidean norm,
its first three numbers, and its scalar product with wave(0, .), which sees every place; "outputs",
those of example 0 at its first position; "kink", the least distance of a ReLU from its corner;
"attention", that of the last position of example 0 in the last layer, a row a head; and the first
case the losses after 0 ... 5 steps of AdamW on all examples.
"""

import json

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)


def wave(block, *shape):
    i = torch.arange(torch.Size(shape).numel(), dtype=torch.float64)
    return (0.3 * torch.sin(1 + block + 0.7 * i + 0.013 * i * i)).reshape(shape)


def tokens(count, length, vocabulary):
    s, t = torch.meshgrid(torch.arange(count), torch.arange(length), indexing="ij")
    return (3 * s * s + 5 * t * t + 7 * s * t + 2 * t + 1) % vocabulary


class Net:
    """Named blocks in order of definition, and what is seen on the way forward."""

    def __init__(self):
        self.blocks = {}
        self.kink = None
        self.attention = None

    def block(self, name, *shape, gain=False):
        if name not in self.blocks:
            start = wave(len(self.blocks), *shape) + (1 if gain else 0)
            self.blocks[name] = start.requires_grad_()
        return self.blocks[name]

    def linear(self, name, x, out, bias=True):
        weight = self.block(name + ".weight", x.shape[-1], out)
        return F.linear(x, weight.T, self.block(name + ".bias", out) if bias else None)

    def relu(self, x):
        self.kink = x.abs().min().item()
        return F.relu(x)

    def norm(self, name, x):
        d = x.shape[-1]
        gain, shift = self.block(name + ".gain", d, gain=True), self.block(name + ".shift", d)
        return F.layer_norm(x, (d,), gain, shift)

    def attend(self, name, x, heads):
        n, t, d = x.shape

        def by_head(part):
            y = F.linear(x, self.block(f"{name}.{part}", d, d).T)
            return y.view(n, t, heads, d // heads).transpose(1, 2)

        q, k, v = by_head("query"), by_head("key"), by_head("value")
        mixed = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        # Of the last position, which sees them all.
        scores = q[0, :, -1:] @ k[0].transpose(1, 2) / (d // heads) ** 0.5
        self.attention = scores.softmax(-1)[:, 0].tolist()
        mixed = mixed.transpose(1, 2).reshape(n, t, d)
        return F.linear(mixed, self.block(name + ".output", d, d).T)


def cross_entropy(logits, classes):
    """Of each example, the mean over its positions."""
    logits = logits.reshape(-1, logits.shape[-1])
    losses = F.cross_entropy(logits, classes.reshape(-1), reduction="none")
    return losses.view(len(classes), -1).mean(1)


def modular_mlp(net, p=7, hidden=8):
    a, b = torch.cartesian_prod(torch.arange(p), torch.arange(p)).T
    x = torch.cat([F.one_hot(a, p), F.one_hot(b, p)], 1).double()
    logits = net.linear("second", net.relu(net.linear("first", x, hidden)), p)
    return logits, cross_entropy(logits, (a + b) % p)


def start(net, vocabulary, length, width, count):
    sequences = tokens(count, length + 1, vocabulary)
    embedding = net.block("embedding", vocabulary, width)
    x = F.embedding(sequences[:, :-1], embedding) + net.block("positions", length, width)
    return x, embedding, sequences[:, 1:]


def attention_only(net, vocabulary=11, length=6, width=8, heads=2, layers=2, count=5):
    x, _, following = start(net, vocabulary, length, width, count)
    for layer in range(layers):
        x = x + net.attend(f"attention{layer}", net.norm(f"norm{layer}", x), heads)
    logits = net.linear("unembedding", net.norm("last", x), vocabulary, bias=False)
    return logits, cross_entropy(logits, following)


def transformer(net, vocabulary=11, length=6, width=8, heads=2, count=5):
    x, embedding, following = start(net, vocabulary, length, width, count)
    x = x + net.attend("attention", net.norm("norm0", x), heads)
    x = x + net.linear("down", F.gelu(net.linear("up", net.norm("norm1", x), 4 * width)), width)
    logits = F.linear(net.norm("last", x), embedding)
    return logits, cross_entropy(logits, following)


def convolution(net, size=6, channels=2, filters=3, classes=4, count=5):
    images = wave(100, count, size, size, channels).permute(0, 3, 1, 2)
    weight = net.block("convolution.weight", 9 * channels, filters)
    kernel = weight.view(3, 3, channels, filters).permute(3, 2, 0, 1)
    x = net.relu(F.conv2d(images, kernel, net.block("convolution.bias", filters), padding=1))
    x = F.avg_pool2d(x, 2).permute(0, 2, 3, 1).reshape(count, -1)
    logits = net.linear("linear", x, classes)
    return logits, cross_entropy(logits, (3 * torch.arange(count) + 1) % classes)


def tanh_mlp(net, inputs=3, hidden=5, outputs=2, count=6):
    x = torch.tanh(net.linear("first", wave(100, count, inputs), hidden))
    y = net.linear("second", x, outputs)
    return y, F.mse_loss(y, wave(200, count, outputs), reduction="none").mean(1)


def adamw(case, steps=5, rate=0.01, decay=0.1):
    net = Net()
    case(net)
    settings = dict(lr=rate, betas=(0.9, 0.999), eps=1e-8, weight_decay=decay)
    optimizer = torch.optim.AdamW(net.blocks.values(), **settings)
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = case(net)[1].mean()
        losses.append(loss.item())
        loss.backward()
        optimizer.step()
    losses.append(case(net)[1].mean().item())
    return dict(settings, losses=losses)


def measure(case):
    net = Net()
    outputs, losses = case(net)
    loss = losses.mean()
    loss.backward()
    result = dict(loss=loss.item(), losses=losses.tolist())
    result["outputs"] = outputs[0].reshape(-1, outputs.shape[-1])[0].tolist()
    if net.kink is not None:
        result["kink"] = net.kink
    if net.attention is not None:
        result["attention"] = net.attention
    result["blocks"] = [
        dict(
            name=name,
            shape=list(block.shape),
            norm=block.grad.norm().item(),
            first=block.grad.flatten()[:3].tolist(),
            wave=(block.grad.flatten() @ wave(0, block.numel())).item(),
        )
        for name, block in net.blocks.items()
    ]
    if case is modular_mlp:
        result["adamw"] = adamw(case)
    return result


if __name__ == "__main__":
    cases = (modular_mlp, attention_only, transformer, convolution, tanh_mlp)
    found = {case.__name__: measure(case) for case in cases}
    print(json.dumps(dict(torch=torch.__version__, cases=found), indent=1))
