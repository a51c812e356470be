//! Communes of two periods and the districts that were: who stands where, and at which address.

use crate::harness::Fixture;

/// A product placed by these lines of front matter.
fn product(site: &Fixture, id: &str, lines: &str) {
    let text = format!(
        "---\nname: Chè {id}\nstars: 3\nproducer: htx-mau\ncategory: che\n{lines}\ncertificate: {{ number: 3/QĐ-UBND, issued: 2026-01-02, issuer: ubnd-tinh }}\n---\n"
    );
    site.write(&format!("content/products/{id}.md"), text);
}

fn lists(site: &Fixture, page: &str, id: &str) -> bool {
    site.has(page) && {
        let page = site.page(page);
        page.contains(&format!("data-product={id} "))
            || page.contains(&format!("data-product=\"{id}\""))
    }
}

#[test]
fn either_commune_decides_the_other_and_the_district_where_it_can() {
    let site = Fixture::copy("base");
    product(&site, "chi-xa-cu", "former_commune: \"15000\"");
    product(&site, "chi-xa-nay", "commune: \"16000\"");
    product(&site, "xa-da-chia", "former_commune: \"15003\"");
    product(&site, "vat-ngang", "commune: \"16003\"");
    product(
        &site,
        "vat-ngang-co-huyen",
        "commune: \"16003\"\ndistrict: Huyện Nga Mẫu",
    );
    product(
        &site,
        "ca-hai",
        "commune: \"16003\"\nformer_commune: \"15003\"",
    );
    product(&site, "chi-huyen", "district: huyen-nga-mau");
    product(&site, "cua-chu-the", "tags: [x]");
    let ran = site.build().expect_code(0);
    assert!(ran.err.contains("district-not-decided"), "{}", ran.err);
    let (hoang, nga, unclear) = (
        "huyen/huyen-hoang-mau/index.html",
        "huyen/huyen-nga-mau/index.html",
        "huyen/chua-ro/index.html",
    );
    let (now, across, no_commune) = (
        "xa/xa-hoang-mau/index.html",
        "xa/xa-vat-ngang/index.html",
        "xa/chua-ro/index.html",
    );
    for (id, district, commune) in [
        ("chi-xa-cu", hoang, now),
        ("chi-xa-nay", hoang, now),
        ("xa-da-chia", hoang, no_commune),
        ("vat-ngang", unclear, across),
        ("vat-ngang-co-huyen", nga, across),
        ("ca-hai", hoang, across),
        ("chi-huyen", nga, no_commune),
        ("cua-chu-the", hoang, now),
    ] {
        assert!(lists(&site, district, id), "{id} on {district}");
        assert!(lists(&site, commune, id), "{id} on {commune}");
    }
}

#[test]
fn names_that_meet_when_folded_keep_addresses_of_their_own() {
    let site = Fixture::copy("base");
    site.write(
        "content/places.yml",
        "- { code: \"20001\", name: Xã Ba Tơ, former_district: Huyện Ba Tơ, province: Tỉnh Mẫu }\n\
         - { code: \"20004\", name: Xã Ba Tô, former_district: Huyện Ba Tơ, province: Tỉnh Mẫu }\n\
         - { code: \"20007\", name: Xã Hoằng Hóa, former_district: Huyện Hoằng Hóa, province: Tỉnh Mẫu }\n\
         - { code: \"20010\", name: Xã An Phú, former_district: Huyện Châu Thành, province: Tỉnh An Mẫu }\n\
         - { code: \"20013\", name: Xã Long Phú, former_district: Huyện Châu Thành, province: Tỉnh Long Mẫu }\n",
    );
    site.edit(
        "content/producers/htx-mau.md",
        "former_commune: \"15000\"",
        "commune: \"20001\"",
    );
    for (id, code) in [
        ("a", "20001"),
        ("b", "20004"),
        ("c", "20007"),
        ("d", "20010"),
        ("e", "20013"),
    ] {
        product(&site, id, &format!("commune: \"{code}\""));
    }
    site.build().expect_code(0);
    for (id, page) in [
        ("a", "xa/xa-ba-to-20001/index.html"),
        ("b", "xa/xa-ba-to-20004/index.html"),
        ("a", "huyen/huyen-ba-to/index.html"),
        ("c", "xa/xa-hoang-hoa/index.html"),
        ("c", "huyen/huyen-hoang-hoa/index.html"),
        ("d", "huyen/huyen-chau-thanh-an-mau/index.html"),
        ("e", "huyen/huyen-chau-thanh-long-mau/index.html"),
    ] {
        assert!(lists(&site, page, id), "{id} on {page}");
    }
    // An address does not depend on which of the two has products.
    site.remove("content/products/b.md");
    site.build().expect_code(0);
    assert!(site.has("xa/xa-ba-to-20001/index.html"));
    assert!(
        !site.has("xa/xa-ba-to-20004/index.html"),
        "no empty group has a page"
    );
}
