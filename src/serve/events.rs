//! The stream that tells a browser of the next edition (Server-Sent Events).
//!
//! A stream says at most one thing: that there is another edition than the one the page shows.
//! The page then loads anew and opens the next stream. A page that shows an older edition from
//! the start, because the change came while it was loading or while nobody looked, is told at once.

use crate::serve::edition::Watching;
use hyper::body::{Body, Bytes, Frame};
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, mpsc};

/// Most streams at one time: more than a person has tabs in sight.
pub(super) const STREAMS: usize = 32;
/// How often something is sent that says nothing, so that a browser that has gone is noticed.
const BREATH: Duration = Duration::from_secs(15);

/// A body that comes piece by piece; holds its place among the streams until it is dropped.
#[derive(Debug)]
pub(super) struct Stream {
    pieces: mpsc::Receiver<Bytes>,
    _place: OwnedSemaphorePermit,
}

impl Body for Stream {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let piece = self.pieces.poll_recv(context);
        piece.map(|piece| piece.map(|bytes| Ok(Frame::data(bytes))))
    }
}

/// A stream for a page that shows the edition `shown`. To be called inside a runtime.
pub(super) fn stream(
    mut watching: Watching,
    shown: Option<u64>,
    place: OwnedSemaphorePermit,
) -> Stream {
    let (send, pieces) = mpsc::channel(2);
    tokio::spawn(async move {
        // How long a browser waits before it comes again after a break, in milliseconds.
        let mut piece = "retry: 300\n\n".to_owned();
        let shown = shown.unwrap_or_else(|| watching.borrow_and_update().number());
        loop {
            if send.send(Bytes::from(piece)).await.is_err() {
                return;
            }
            let number = watching.borrow_and_update().number();
            if number != shown {
                let news = format!("event: edition\nid: {number}\ndata: {number}\n\n");
                let _ = send.send(Bytes::from(news)).await;
                return;
            }
            piece = match tokio::time::timeout(BREATH, watching.changed()).await {
                Ok(Ok(())) => ": edition\n\n".to_owned(),
                Ok(Err(_)) => return,
                Err(_) => ": here\n\n".to_owned(),
            };
        }
    });
    Stream {
        pieces,
        _place: place,
    }
}
