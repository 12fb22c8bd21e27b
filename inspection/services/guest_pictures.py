"""The pictures that a guest sees: those since she came, as large as a screen, while there is consent."""

from __future__ import annotations

from collections.abc import Sequence

from inspection.domain.access import AccessError
from inspection.domain.consent import is_given
from inspection.domain.guest import Guest
from inspection.domain.operations import fold, is_there
from inspection.domain.photo import Photo, SizeName
from inspection.services.photos import PhotoFile, stored_key
from inspection.services.ports import BlobStore, Storage

SIZE: SizeName = "screen"


class GuestPictures:
    def __init__(self, storage: Storage, store: BlobStore) -> None:
        self._storage = storage
        self._store = store

    async def all(self, guest: Guest) -> Sequence[Photo]:
        """The newest first."""
        invitation = guest.invitation
        if invitation.joined_at is None:
            return ()
        async with self._storage.read() as tx:
            if not is_given(await tx.consents.all(invitation.consultation_id)):
                return ()
            photos = await tx.photos.all(invitation.consultation_id)
            state = fold(await tx.operations.after(invitation.consultation_id, 0))
        shown = [
            photo
            for photo in photos
            if photo.received_at >= invitation.joined_at
            and photo.state == "ready"
            and SIZE in photo.sizes
            and is_there(state, f"photo:{photo.id}")
        ]
        return sorted(shown, key=lambda photo: photo.number, reverse=True)

    async def file(self, guest: Guest, photo_id: str) -> PhotoFile:
        """Raises AccessError `not_found`, also for one that `all` does not name."""
        photo = next((one for one in await self.all(guest) if one.id == photo_id), None)
        if photo is None:
            raise AccessError("not_found")
        size = photo.sizes[SIZE]
        return PhotoFile(self._store.path(stored_key(photo, size)), size)
