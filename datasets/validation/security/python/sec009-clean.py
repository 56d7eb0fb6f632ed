import json
import pickle

import torch


def read(data, path, pickle_jar):
    pickle.dumps(data)
    pickle_jar.loads(data)
    torch.load(path, weights_only=True)
    return json.loads(data)
