API_KEY = "k3y-9f8a77b1c2"
