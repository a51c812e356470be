//! Share cards: a picture of 1200 × 630 pixels for every page, for the places that links are sent to.
//!
//! A card is named for a hash of all its bytes follow from, so that its name is known before it is
//! drawn, and is new whenever the card is: places that show previews keep an old one for weeks.
//!
//! So the card before it is no more in the output, though a message of last month may still ask for it.
//! A build cannot keep it there: what it publishes follows from the content alone, and would otherwise
//! depend on which builds came before. A second name that never changes would double the bytes of all
//! cards for a place few look at. What is done instead: the files for nginx, Caddy and Apache show the
//! site's own picture for a card that is gone, and tell who copies a site to a server how to leave old
//! cards there for a year. Cloudflare follows its redirects before it looks for files, and Netlify reads
//! the same file, so at both an old card is missing; the page it was of is not.

mod says;

use crate::site::artifact::{CardRecipe, Group, PageRef, Recipe, SHARE_HEIGHT, SHARE_WIDTH};
use crate::site::atlas::Atlas;
use crate::site::routes;
use crate::site::shelf::{Owner, Shelf};
use crate::source::diagnostic::{Checked, Diagnostics};
use crate::source::problem::Problem;
use crate::source::span::Span;
use crate::view::card::Card;
use crate::view::picture::Preview;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The folder of the cards: thẻ.
pub(super) const FOLDER: &str = "the";
/// Hexadecimal digits of the key that stand in a card's name.
const NAME_DIGITS: usize = 12;

/// How a theme draws its cards, as far as a plan must know.
#[derive(Debug, Clone)]
pub struct Look {
    /// Changes with whatever changes a card but what it says: template, fonts, how it is written.
    pub hash: [u8; 32],
    /// The letters that the fonts have.
    pub letters: Arc<BTreeSet<char>>,
}

/// The cards of a site, each once.
#[derive(Debug, Clone)]
pub(super) struct Cards(BTreeMap<PageRef, Planned>);

#[derive(Debug, Clone)]
struct Planned {
    place: String,
    recipe: CardRecipe,
}

/// Names a card for each of these pages. Reports each letter on a card that the fonts lack, once for
/// each file it stands in; the place inside the file is left to who knows its text.
pub(super) fn plan(atlas: &Atlas<'_>, look: &Look, pages: &[PageRef]) -> Checked<Cards> {
    let mut notes = Diagnostics::default();
    let mut told = BTreeSet::new();
    let mut cards = BTreeMap::new();
    for page in pages.iter().map(|page| shared(*page)) {
        if cards.contains_key(&page) {
            continue;
        }
        let says = view(atlas, page);
        for sign in lacking(&says, &look.letters) {
            let (file, text) = says::source(atlas, page, sign);
            if told.insert((file.clone(), text.clone(), sign)) {
                notes.add(&file, Span::default(), Problem::CardLetter { sign, text });
            }
        }
        cards.insert(page, planned(atlas, look, page, &says));
    }
    let value = Cards(cards);
    Checked { value, notes }
}

/// Puts every card on the shelf.
pub(super) fn list(atlas: &Atlas<'_>, shelf: &mut Shelf) {
    for Planned { place, recipe } in atlas.cards.iter().flat_map(|cards| cards.0.values()) {
        shelf.put(
            place,
            Recipe::Card(Box::new(recipe.clone())),
            Owner::Program,
        );
    }
}

/// What the card of a page says.
pub(super) fn view<'v>(atlas: &'v Atlas<'_>, page: PageRef) -> Card<'v> {
    says::card(atlas, shared(page))
}

/// The whole address of a page's card; none where none are drawn.
pub(super) fn url(atlas: &Atlas<'_>, page: PageRef) -> Option<String> {
    let planned = atlas.cards.as_ref()?.0.get(&shared(page))?;
    Some(atlas.routes.absolute(&planned.place))
}

/// The card of a page as its link preview; none where none are drawn.
pub(super) fn preview<'v>(atlas: &Atlas<'_>, page: PageRef) -> Option<Preview<'v>> {
    let planned = atlas.cards.as_ref()?.0.get(&shared(page))?;
    Some(Preview {
        url: atlas.routes.absolute(&planned.place),
        width: SHARE_WIDTH,
        height: SHARE_HEIGHT,
        alt: Cow::Owned(says::in_words(&view(atlas, page))),
        kind: if planned.recipe.photo.is_some() {
            "image/jpeg"
        } else {
            "image/png"
        },
    })
}

/// The page whose card a page has: of a listing its first page, of what is about nothing of its own the home page.
fn shared(page: PageRef) -> PageRef {
    match page {
        PageRef::Listing(group, _) => PageRef::Listing(group, 1),
        PageRef::Producers(_) => PageRef::Producers(1),
        PageRef::NewsList(_) => PageRef::NewsList(1),
        PageRef::CheckYear(..) => PageRef::Check,
        PageRef::ListLabels(list, _) => PageRef::Listing(Group::List(list), 1),
        PageRef::Search
        | PageRef::Letter(..)
        | PageRef::Labels
        | PageRef::Selection
        | PageRef::Missing => PageRef::Home,
        page => page,
    }
}

fn planned(atlas: &Atlas<'_>, look: &Look, page: PageRef, says: &Card<'_>) -> Planned {
    let photo = says::photograph(atlas, page);
    let mut hasher = blake3::Hasher::new_derive_key("sanvat card");
    hasher.update(&look.hash);
    hasher.update(&photo.as_ref().map_or([0; 32], |(_, hash)| *hash));
    // A view is plain data: there is nothing in it that cannot be written as JSON.
    hasher.update(&serde_json::to_vec(says).unwrap_or_default());
    let key = *hasher.finalize().as_bytes();
    let of = routes::page(atlas.catalogue, page);
    let of = match of.trim_end_matches('/') {
        "" => "trang-chu",
        of => of,
    };
    let hash = &blake3::Hash::from(key).to_hex()[..NAME_DIGITS];
    let kind = if photo.is_some() { "jpg" } else { "png" };
    let place = format!("{FOLDER}/{of}.{hash}.{kind}");
    let recipe = CardRecipe { page, key, photo };
    Planned { place, recipe }
}

/// The signs of a card that are not among these letters, in the order of the alphabet.
fn lacking(says: &Card<'_>, letters: &BTreeSet<char>) -> BTreeSet<char> {
    let texts = says.lines.iter().map(String::as_str).chain([&*says.name]);
    texts
        .flat_map(str::chars)
        .filter(|sign| !letters.contains(sign))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;
    use crate::catalogue::product::Product;
    use crate::catalogue::recognition::Revocation;
    use crate::site::testing::{Sample, codes, date, issued};
    use crate::site::{self, Assets};

    /// Everything that samples say, and nothing else.
    fn look() -> Look {
        let letters = "aáàảãạăắằẳẵặâấầẩẫậbcdđeéèẻẽẹêếềểễệghiíìỉĩịklmnoóòỏõọôốồổỗộơớờởỡợpqrstuúùủũụưứừửữựvxyýỳỷỹỵwzfj";
        let upper = letters.chars().flat_map(char::to_uppercase);
        let others = "0123456789 ,.()/:–-\u{a0}".chars();
        Look {
            hash: [1; 32],
            letters: Arc::new(letters.chars().chain(upper).chain(others).collect()),
        }
    }

    fn paths(catalogue: &Catalogue, look: Look) -> (Vec<String>, Vec<String>) {
        let manifest = Sample::manifest();
        let assets = Assets {
            cards: Some(look),
            ..Sample::assets()
        };
        let planned = site::plan(catalogue, &manifest, &assets);
        let notes = codes(&planned.notes);
        let artifacts = planned.value.artifacts.iter().cloned();
        let cards = artifacts.filter(|one| matches!(one.recipe, Recipe::Card(_)));
        (cards.map(|one| one.path).collect(), notes)
    }

    fn lines(change: impl FnOnce(&mut Product)) -> Vec<String> {
        let catalogue = Sample::empty()
            .producer("a")
            .product("x", change)
            .catalogue();
        let manifest = Sample::manifest();
        let atlas = Atlas::new(&catalogue, &manifest);
        let card = view(&atlas, PageRef::Product(0));
        let lines = card.lines.iter().map(|line| line.replace('\u{a0}', " "));
        lines.collect()
    }

    #[test]
    fn a_card_is_named_for_its_page_and_for_what_it_is_drawn_from() {
        let sample = Sample::small()
            .page("gioi-thieu")
            .news("tin-1", "2026-11-01");
        let (one, notes) = paths(&sample.clone().catalogue(), look());
        assert_eq!(notes, [] as [&str; 0]);
        let stems: Vec<&str> = one
            .iter()
            .filter_map(|path| path.split('.').next())
            .collect();
        for stem in [
            "the/trang-chu",
            "the/san-pham",
            "the/san-pham/mat-ong",
            "the/chu-the/co-so",
            "the/huyen/huyen-trieu-son",
            "the/huyen/huyen-trieu-son/4-sao",
            "the/huyen/chua-ro",
            "the/xa/xa-binh-son",
            "the/nganh-hang/mat-ong",
            "the/gioi-thieu",
            "the/tin-tuc/tin-1",
        ] {
            assert!(stems.contains(&stem), "{stem}");
        }
        assert!(one.iter().all(|path| path.ends_with(".png")));
        let other = Look {
            hash: [2; 32],
            ..look()
        };
        let (two, _) = paths(&sample.catalogue(), other);
        assert_eq!(one.len(), two.len());
        assert!(one.iter().zip(&two).all(|(one, two)| one != two));
    }

    #[test]
    fn a_letter_that_no_font_has_is_told_once_in_the_file_that_brings_it() {
        let catalogue = Sample::small()
            .product("tra", |product| product.name = "Trà 名名".to_owned())
            .page("a")
            .catalogue();
        let (cards, notes) = paths(&catalogue, look());
        assert!(cards.len() > 10);
        assert_eq!(notes, ["content/products/tra.md card-letter"]);
        let mut short = look();
        let fewer = short.letters.iter().copied().filter(|sign| *sign != 'ệ');
        short.letters = Arc::new(fewer.collect());
        let (_, notes) = paths(&Sample::small().catalogue(), short);
        assert!(
            notes.contains(&"content/places.yml card-letter".to_owned()),
            "{notes:?}"
        );
    }

    #[test]
    fn a_card_says_an_end_and_no_state_that_passes() {
        let place = "Xã Bình Sơn, Triệu Sơn (cũ), Thanh Hóa";
        for (held, wanted) in [
            (Some(issued("2026-03-10")), "Có giá trị đến 03/2029"),
            (Some(issued("2023-12-10")), "Có giá trị đến 12/2026"),
            (
                Some(issued("2020-01-15")),
                "Hết hạn 01/2023, chưa ghi nhận công nhận lại",
            ),
            (Some(issued("2023")), "Có giá trị đến 2026"),
            (None, "Chưa rõ thời hạn"),
        ] {
            assert_eq!(lines(|product| product.certificate = held), [place, wanted]);
        }
        let extended = lines(|product| {
            let mut held = issued("2023-11-01");
            held.extended_to = Some(date("2027-02-01"));
            product.certificate = Some(held);
        });
        assert_eq!(extended[1], "Được kéo dài đến 02/2027");
        let revoked = lines(|product| {
            product.revoked = Some(Revocation {
                on: date("2026-05-02"),
                by: None,
                reason: None,
            });
        });
        assert_eq!(revoked[1], "Đã thu hồi từ 05/2026");
    }
}
