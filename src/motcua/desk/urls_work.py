from django.urls import path

from motcua.desk import absence, batch, beside, book, centre, delegation, filters, token

urlpatterns = [
    path("centre/", centre.show, name="centre"),
    path("absences/", absence.show, name="absences"),
    path("delegations/", delegation.show, name="delegations"),
    path("book/", book.show, name="book"),
    path("book/<uuid:file_id>/", book.open_one, name="book_file"),
    path("batches/", batch.start, name="start_batch"),
    path("batches/<uuid:batch>/", batch.show, name="batch"),
    path("token/", token.show, name="token"),
    path("token/prepared/", token.prepared, name="token_prepared"),
    path("token/signed/", token.signed, name="token_signed"),
    path("filters/", filters.change, name="filters"),
    path("dossiers/<dossier_code:code>/notes/", beside.note, name="note"),
    path("dossiers/<dossier_code:code>/control-sheet/", beside.control_sheet, name="control_sheet"),
    path(
        "dossiers/<dossier_code:code>/papers/<uuid:paper_id>/ask-again/",
        beside.ask_again,
        name="ask_again",
    ),
    path("dossiers/<dossier_code:code>/preview/", beside.preview, name="preview"),
]
