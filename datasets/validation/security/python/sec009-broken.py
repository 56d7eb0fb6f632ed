import pickle as p
from marshal import loads

import joblib
import pandas as pd
import torch


def read(data, path):
    p.loads(data)
    loads(data)
    pd.read_pickle(path)
    joblib.load(path)
    return torch.load(path)
