//! News: the list and its items.

use crate::catalogue::article;
use crate::site::artifact::{PageRef, Recipe};
use crate::site::atlas::Atlas;
use crate::site::head::{self, Said};
use crate::site::links::Links;
use crate::site::pager::{pager, window};
use crate::site::parts::{self, day, link};
use crate::site::shelf::{Owner, Shelf};
use crate::site::{images, linked_data, listings, routes};
use crate::view::art::Art;
use crate::view::listing::{Pager, Teaser};
use crate::view::news::{Article, News};
use crate::view::{Content, View};

/// News named on the home page and beside an item.
const FEW: usize = 3;

/// The pages of the list and every item.
pub(super) fn list(atlas: &Atlas<'_>, shelf: &mut Shelf) {
    let catalogue = atlas.catalogue;
    for number in 1..=pages(atlas) {
        let page = PageRef::NewsList(number);
        shelf.put(
            &routes::page(catalogue, page),
            Recipe::Page(page),
            Owner::Program,
        );
    }
    for (index, news) in catalogue.news.iter().enumerate() {
        let page = PageRef::News(index);
        let owner = Owner::Record(news.file.clone());
        shelf.put(&routes::page(catalogue, page), Recipe::Page(page), owner);
    }
}

/// One page of the list.
pub(super) fn list_view<'v>(atlas: &'v Atlas<'_>, here: usize) -> View<'v> {
    let shown = window(atlas.catalogue.news.len(), here, atlas.page_size());
    let pager = pager(atlas, pages(atlas), here, PageRef::NewsList);
    let urls = shown
        .clone()
        .map(|index| atlas.absolute(PageRef::News(index)));
    let said = Said {
        title: "Tin tức OCOP".to_owned(),
        description: Some(format!(
            "Tin tức về sản phẩm OCOP của {}.",
            atlas.catalogue.settings.title
        )),
        section: "news",
        trail: Vec::new(),
        label: "Tin tức".into(),
        data: vec![linked_data::item_list(urls)],
    };
    View {
        art: Art::default(),
        head: head::head_of_many(
            atlas,
            PageRef::NewsList(here),
            PageRef::NewsList(1),
            &pager,
            said,
        ),
        content: Content::News(News {
            heading: "Tin tức",
            article: None,
            items: shown.map(|index| teaser(atlas, index)).collect(),
            pager,
        }),
    }
}

/// One item.
pub(super) fn view<'v>(atlas: &'v Atlas<'_>, links: &Links, index: usize) -> View<'v> {
    let news = &atlas.catalogue.news[index];
    let others = (0..atlas.catalogue.news.len()).filter(|other| *other != index);
    let said = Said {
        title: atlas.titles.news[index].clone(),
        description: Some(description(news)),
        section: "news",
        trail: vec![head::section(atlas, "news")],
        label: news.title.as_str().into(),
        data: vec![linked_data::article(atlas, index)],
    };
    View {
        art: Art::default(),
        head: head::head(atlas, PageRef::News(index), said),
        content: Content::News(News {
            heading: &news.title,
            article: Some(Article {
                date: day(news.date),
                summary: news.summary.as_deref(),
                author: news.author.as_deref(),
                pictures: images::all(atlas, &news.pictures),
                body: links.fill(&news.file, &news.body),
                cards: listings::cards(atlas, news.products.iter().copied()),
                tags: &news.tags,
                sources: parts::sources(&news.sources),
            }),
            items: others.take(FEW).map(|index| teaser(atlas, index)).collect(),
            pager: Pager {
                page: 1,
                pages: 1,
                ..Pager::default()
            },
        }),
    }
}

/// The newest, for the home page.
pub(super) fn newest<'v>(atlas: &'v Atlas<'_>) -> Vec<Teaser<'v>> {
    let all = 0..atlas.catalogue.news.len();
    all.take(FEW).map(|index| teaser(atlas, index)).collect()
}

fn teaser<'v>(atlas: &'v Atlas<'_>, index: usize) -> Teaser<'v> {
    let news = &atlas.catalogue.news[index];
    Teaser {
        link: link(&*news.title, atlas.link(PageRef::News(index))),
        date: day(news.date),
        summary: news.summary.as_deref(),
        picture: images::first(atlas, &news.pictures),
    }
}

fn description(news: &article::News) -> String {
    let summary = news.summary.as_deref().unwrap_or(&news.title);
    format!("{}: {summary}", day(news.date).text)
}

fn pages(atlas: &Atlas<'_>) -> usize {
    atlas.catalogue.news.len().div_ceil(atlas.page_size())
}
