"""One call that opens a file: for ways to say who sends."""
from client import client_of, main


def open_file(order):
    service = client_of(order).bind(order["service"], order["port"])
    answer = service.CreateFileGI(userlogin="fachverfahren", apentry=order["filePlanCode"], filesubj=order["subject"])
    return {"status": answer.status, "errormessage": answer.errormessage, "file": answer.objid}


main(open_file)
