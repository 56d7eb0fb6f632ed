API_KEY = "k3y-9f8a" + "77b1c2d4"
