import xml.etree.ElementTree as ET
from lxml import etree


def read(text):
    ET.fromstring(text)
    return etree.parse(text)
