"""Reads a WSDL, and tells what zeep makes of it: services, ports, addresses, operations."""
from client import client_of, main


def describe(order):
    wsdl = client_of(order).wsdl
    return {
        service.name: {
            port.name: {
                "address": port.binding_options["address"],
                "operations": sorted(port.binding._operations),
            }
            for port in service.ports.values()
        }
        for service in wsdl.services.values()
    }


main(describe)
