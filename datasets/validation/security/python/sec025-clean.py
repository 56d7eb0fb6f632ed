import defusedxml.ElementTree as ET
from xml.etree.ElementTree import Element, tostring


def read(text):
    tostring(Element("a"))
    return ET.fromstring(text)
