//! The programme page: figures as reported, and beside them what this catalogue counts.

use crate::catalogue::article;
use crate::catalogue::recognition::Star;
use crate::site::artifact::{Group, PageRef, Recipe};
use crate::site::atlas::Atlas;
use crate::site::head::{self, Said};
use crate::site::shelf::{Owner, Shelf};
use crate::site::{goal, indexes, parts, routes};
use crate::view::art::Art;
use crate::view::programme::{Figures, LevelFigure, Period, Programme};
use crate::view::{Content, View};
use std::sync::Arc;

/// The page, if figures were reported.
pub(super) fn list(atlas: &Atlas<'_>, shelf: &mut Shelf) {
    if !atlas.catalogue.programme.is_empty() {
        let place = routes::page(atlas.catalogue, PageRef::Programme);
        let owner = Owner::Record(Arc::from("content/programme.yml"));
        shelf.put(&place, Recipe::Page(PageRef::Programme), owner);
    }
}

/// `/chuong-trinh/`
pub(super) fn view<'v>(atlas: &'v Atlas<'_>) -> View<'v> {
    let catalogue = atlas.catalogue;
    let periods: Vec<Period<'v>> = catalogue.programme.iter().map(period).collect();
    let labels: Vec<&str> = periods.iter().map(|period| period.label.as_str()).collect();
    let said = Said {
        title: "Chương trình OCOP: kế hoạch và kết quả".to_owned(),
        description: Some(format!(
            "Kế hoạch, mục tiêu và kết quả Chương trình OCOP theo báo cáo, giai đoạn {}.",
            labels.join(", ")
        )),
        section: "programme",
        trail: Vec::new(),
        label: head::section(atlas, "programme").label,
        data: Vec::new(),
    };
    View {
        art: Art::default(),
        head: head::head(atlas, PageRef::Programme, said),
        content: Content::Programme(Programme {
            periods,
            count: atlas.count(Group::All),
            producers: catalogue.producers.len(),
            levels: indexes::levels(atlas),
            goal: goal::goal(atlas),
        }),
    }
}

fn period(period: &article::Period) -> Period<'_> {
    Period {
        label: period.period.replace('-', "–"),
        plan: period.plan.as_ref().map(figures),
        results: period.results.as_ref().map(figures),
        percent_of_plan: period.percent_of_plan,
        targets: period.targets.as_ref().map(figures),
        note: period.note.as_deref(),
        sources: parts::sources(&period.sources),
    }
}

fn figures(figures: &article::Figures) -> Figures {
    let level = |star: Star| {
        let count = *figures.stars.get(&star)?;
        let level = star.level();
        Some(LevelFigure { level, count })
    };
    Figures {
        products: figures.products,
        producers: figures.producers,
        stars: Star::ALL.into_iter().filter_map(level).collect(),
        proposed: figures.proposed,
    }
}
