"""A specialist procedure of Munich: opens a file, a case in it and a document with content, and reads all of it back."""
from client import bytes_of, client_of, encoded, main

USER = "fachverfahren"


def well(answer):
    """status 0 is well; everything else is an error that has a sentence."""
    if answer.status != 0:
        raise RuntimeError(f"status {answer.status}: {answer.errormessage}")
    return answer


def attachment(name, extension, content):
    return {
        "LHMBAI_15_1700_filename": name,
        "LHMBAI_15_1700_fileextension": extension,
        "LHMBAI_15_1700_filecontent": content,
    }


def objects(answer):
    listed = answer.giobjecttype.LHMBAI_15_1700_GIObjectType if answer.giobjecttype else []
    return [[one.LHMBAI_15_1700_objname, one.LHMBAI_15_1700_objaddress] for one in listed]


def content_of(service, address):
    return well(service.ReadContentObjectGI(userlogin=USER, objaddress=address)).giattachmenttype


def munich(order):
    client = client_of(order)
    service = client.bind(order["service"], order["port"])
    subject = order["subject"]
    told = {}

    opened = well(service.CreateFileGI(userlogin=USER, apentry=order["filePlanCode"], filesubj=subject))
    told["file"] = opened.objid
    case = well(service.CreateProcedureGI(userlogin=USER, referrednumber=opened.objid, filesubj=f"{subject}: Vorgang"))
    told["case"] = case.objid
    document = well(
        service.CreateIncomingGI(
            userlogin=USER,
            referrednumber=case.objid,
            filesubj=f"{subject}: Eingang",
            giattachmenttype={
                "LHMBAI_15_1700_GIAttachmentType": [
                    attachment(f"{subject}-{number}", "pdf", bytes_of(path))
                    for number, path in enumerate(order["contents"])
                ]
            },
        )
    )
    told["document"] = document.objid

    told["fileSubject"] = well(service.ReadFileGI(userlogin=USER, objaddress=opened.objid)).filesubj
    told["found"] = objects(well(service.SearchFileGI(userlogin=USER, filesubj=subject)))
    told["inCase"] = objects(well(service.ReadProcedureGIObjects(userlogin=USER, objaddress=case.objid)))
    contents = objects(well(service.ReadDocumentGIObjects(userlogin=USER, objaddress=document.objid)))
    told["contents"] = [
        [name, address, encoded(content_of(service, address).LHMBAI_15_1700_filecontent)] for name, address in contents
    ]

    added = well(
        service.CreateContentObjectGI(
            userlogin=USER,
            referrednumber=document.objid,
            giattachmenttype=attachment(f"{subject}-nachgereicht", "pdf", bytes_of(order["added"])),
        )
    )
    told["added"] = encoded(content_of(service, added.objid).LHMBAI_15_1700_filecontent)
    well(
        service.UpdateContentObjectGI(
            userlogin=USER,
            objaddress=added.objid,
            giattachmenttype=attachment(f"{subject}-nachgereicht", "pdf", bytes_of(order["changed"])),
        )
    )
    told["changed"] = encoded(content_of(service, added.objid).LHMBAI_15_1700_filecontent)

    refused = service.ReadFileGI(userlogin=USER, objaddress="never-made")
    told["unknown"] = [refused.status, refused.errormessage]
    return told


main(munich)
